import type { Target } from "../target.js";

export const personal: Target = {
  pfx: true,
  title: "Mail program, browser",
  files: ({ stem, pfx }) => [{ name: `${stem}.p12`, content: pfx, owned: true }],
  steps: ({ stem }) => [
    `Open ${stem}.p12 and type the passphrase: Windows and macOS put it among your own certificates, from where Outlook, Apple Mail, Chrome and Edge take it.`,
    "Thunderbird and Firefox: Settings, Privacy and Security, Certificates, Your Certificates, Import.",
    "Keep the key file as long as you want to read old mail.",
  ],
  tries: () => ["Send yourself a signed mail."],
};
