import { askHttps, type Target } from "../target.js";

export const iis: Target = {
  pfx: true,
  title: "Windows, IIS",
  files: ({ stem, host, pfx }) => [
    { name: `${stem}.pfx`, content: pfx, owned: true },
    {
      name: "import.ps1",
      content: [
        `# Puts the certificate of ${host} into the store of this computer. Run it as administrator.`,
        "$passphrase = Read-Host -AsSecureString -Prompt 'Passphrase of the key file'",
        `Import-PfxCertificate -FilePath (Join-Path $PSScriptRoot '${stem}.pfx') -CertStoreLocation Cert:\\LocalMachine\\My -Password $passphrase`,
        "",
      ].join("\r\n"),
    },
  ],
  steps: ({ stem }) => [
    `Copy ${stem}.pfx and import.ps1 to the server. Windows 10 1709 and Server 2019 or later read it.`,
    "Open PowerShell as administrator in that folder, and type the passphrase when it is asked for:",
    { type: "powershell -ExecutionPolicy Bypass -File import.ps1" },
    "In IIS Manager choose the site, Bindings, https, and there this certificate.",
    `Delete ${stem}.pfx from the server.`,
  ],
  tries: (material) => [askHttps(material)],
};
