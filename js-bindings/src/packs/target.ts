/** What a target makes of a sealed key and its chain. */

/** What there is to make files of. All of it is public or sealed. */
export interface Material {
  /** What the files are called after: the first name, safe for every file system. */
  stem: string;
  /** The first name as a server has it, or the stem where there is none. */
  host: string;
  sealedKeyPem: string;
  /** The key's own certificate first, without the root. */
  chainPem: string;
  /** PKCS#12 under the same passphrase. */
  pfx: Uint8Array;
}

export interface PackFile {
  name: string;
  content: string | Uint8Array;
  /** Whether only its owner may read it: a key, sealed as it is, is nobody else's business. */
  owned?: true;
}

/** A line of a guide: a sentence, or what is typed on the server. */
export type Step = string | { type: string };

export interface Target {
  /** Whether it has the PFX, which takes longer to make. */
  pfx: boolean;
  /** The program, as it calls itself. */
  title: string;
  files(material: Material): PackFile[];
  /** What to do with the files. */
  steps(material: Material): Step[];
  /** What shows that it works. */
  tries(material: Material): Step[];
}

export const keyFile = ({ sealedKeyPem }: Material): PackFile => ({
  name: "key.pem",
  content: sealedKeyPem,
  owned: true,
});
export const chainFile = ({ chainPem }: Material): PackFile => ({ name: "fullchain.pem", content: chainPem });

/** Asks the server for its certificate, as any client would. */
export const askHttps = ({ host }: Material): Step => ({
  type: `openssl s_client -connect ${host}:443 -servername ${host} </dev/null | openssl x509 -noout -subject -dates`,
});

/** What decrypts the key for programs that cannot do it: on the server, where it is used, and nowhere else. */
export const decryptTo = (path: string): Step => ({ type: `(umask 077 && openssl pkey -in key.pem -out ${path})` });
