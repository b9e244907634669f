/** What `--help` says. The manual page, man/keyseal.1, says more; a test holds their options against each other. */

export const help = `Usage: keyseal generate --dns NAME [OPTION]…
       keyseal check [OPTION]… [--] FILE…
       keyseal package --key FILE --chain FILE --out FILE.zip [OPTION]…
       keyseal request --key FILE --dns NAME [OPTION]…
       keyseal reseal --key FILE [OPTION]…
       keyseal prove-compromise --key FILE [OPTION]…
       keyseal verify-bundle DIR
       keyseal COMMAND --help
       keyseal --version | --help

Makes TLS keys and certificate requests (CSRs), and judges requests, certificates and public keys. The work is
done by the same WebAssembly module as in the browser; a key leaves it only encrypted.

Commands:
  generate          make a key and its request, in two files
  check             judge requests, certificates and public keys by the rules of the CA/Browser Forum
  package           make what a server takes, of the sealed key and the issued certificate
  request           make a new request of a sealed key
  reseal            encrypt a sealed key anew, under another passphrase
  prove-compromise  make the proof that a key is in other hands, for whoever revokes its certificates
  verify-bundle     check every file of a release bundle against its manifest

Exit status: 0 done, 1 the input is not acceptable, 2 usage, 3 this machine cannot do it, 4 internal.
`;

export const generateHelp = `Usage: keyseal generate --dns NAME [OPTION]…

Makes a key and its certificate request: NAME.key.pem, encrypted under a passphrase, and NAME.csr.pem.

What the request asks for (each may be given again):
  --dns NAME              a DNS name, such as www.example.com or *.example.com
  --ip ADDRESS            an IPv4 or IPv6 address
  --email ADDRESS         a mailbox
  --uri URI               a URI
  --spc CODE              a service provider code (stir-shaken)
  --tn NUMBER             a telephone number, or START:COUNT for a range (stir-shaken)

How (each once):
  --profile PROFILE       tls-server (default), tls-client, smime, spiffe, stir-shaken, private-pki
  --key TYPE              ecdsa-p256 (default), ecdsa-p384, ecdsa-p521, rsa-2048, rsa-3072, rsa-4096,
                          ed25519, ml-dsa-44, ml-dsa-65, ml-dsa-87
  --subject NAME          the subject, such as 'C=DE,O=Example\\, Inc.' (RFC 4514; in any order)
  --must-staple           ask for a certificate that requires OCSP stapling (RFC 7633)
  --passphrase-file FILE  take the passphrase from the first line of FILE; - is standard input
  --kdf KDF               pbkdf2 (default) or scrypt
  --iterations N          of pbkdf2; default and least 600000
  --workers N             how many search for an RSA key at once, 1 to 16; default the processor's threads, at
                          most 4
  --out DIR               an existing folder for the files; default the current one
  --force                 replace files that are there
  --json                  report as one line of JSON

Without --passphrase-file the passphrase is asked for on a terminal. Where there is no terminal, Keyseal makes
one and shows it once, on standard error. A passphrase is never taken from an argument.
`;

export const checkHelp = `Usage: keyseal check [OPTION]… [--] FILE…

Judges certificate requests, certificates and public keys (PEM, with any text around it, or DER; - is standard
input) by the rules of the CA/Browser Forum and others, each with its clause.

Options:
  --profile PROFILE       tls-server (default), smime, tls-client, spiffe, stir-shaken, private-pki, code-signing
  --level LEVEL           what kind of validation is meant: dv, iv, ov or ev of tls-server; mailbox, organization,
                          sponsor or individual of smime. A certificate's own policies go before it
  --generation NAME       of smime: strict, multipurpose or legacy; the same
  --date YYYY-MM-DD       the day that rules are asked about; today without it
  --until YYYY-MM-DD      the last day that rules are asked about: what begins to be wrong before it is found too
  --authority NAME        who is asked, lets-encrypt or mozilla: its policies are errors then, and those of others
                          left out
  --match FILE            the key must be that of this request, certificate or public key
  --blocklist [KIND[:COVERS]=]FILE
                          a list of keys to refuse, as often as needed. KIND: spki, numbers, badkeys or openssl;
                          COVERS: the keys that it has all of Debian's weak ones of, such as rsa-2048+ec-p256. Both
                          are recognised from well-known files. What no list covers is not evaluated.
  --primes FILE           a list of primes that others know, in hex or decimal or as badkeys has them, as often as
                          needed; the published ones of moduli of 2048 and 4096 bits are always there
  --signer FILE           a certificate, or several, whose path you have validated, as often as needed: a request for a
                          key that cannot sign, such as ML-KEM's, may be signed by its key (RFC 9883)
  --explain               what an authority makes of each part of a request: kept, rewritten, added or dropped, and
                          why. With --json it is always told
  --strict                what was not evaluated is an error
  --language TAG          of the text: en (default), de, fr, es, ja or zh-Hans; JSON is English whatever it is
  --json                  one JSON object a line for each input
  --help                  show this
  --                      what follows are files, whatever they are called: write it before "*.pem"

Exit status: 0 everything is acceptable, 1 something is not or cannot be read, 2 usage, 3 this machine cannot do
it, 4 internal. keyseal-check is the same as a native program, for pipelines.
`;

export const packageHelp = `Usage: keyseal package --key FILE --chain FILE --out FILE.zip [OPTION]…

Makes the files that servers take, of the sealed key and the issued certificate, in one zip: for each a folder
with its files, its configuration and a guide. The key in them stays encrypted under the same passphrase.

Options:
  --key FILE              the sealed key file
  --chain FILE            the certificate and what came with it, in any order, as often as needed: PEM, DER or
                          PKCS#7. A request among them is compared with the certificate
  --passphrase-file FILE  take the passphrase from the first line of FILE; - is standard input
  --for SERVER,…          nginx, apache, haproxy, tomcat, iis, java, postfix, dovecot, node, panel, personal,
                          pem (default)
  --pfx FORM              how PFX files are encrypted: modern (default), or legacy for Windows Server 2016, macOS
                          13 and what is older
  --out FILE              the zip
  --force                 replace the zip if it is there
  --json                  report as one line of JSON
  --help                  show this

Without --passphrase-file the passphrase is asked for on a terminal. What is wrong with the certificate or its
chain is told; nothing is fetched. Exit status 1: no package was made.
`;

const keyOptions = `  --key FILE              the sealed key file
  --passphrase-file FILE  take its passphrase from the first line of FILE; - is standard input
`;
const outOptions = `  --out DIR               an existing folder for the file; default the current one
  --force                 replace the file if it is there
  --json                  report as one line of JSON
  --help                  show this
`;

export const keyHelps = {
  request: `Usage: keyseal request --key FILE --dns NAME [OPTION]…

Makes a new request (CSR) of a sealed key: NAME.csr.pem. A new key is better; this is for where it has to stay.

Options:
${keyOptions}  --dns NAME, …           what the request asks for, each as in keyseal generate:
  --ip ADDRESS
  --email ADDRESS
  --uri URI
  --spc CODE
  --tn NUMBER
  --profile PROFILE
  --subject NAME
  --must-staple
${outOptions}`,
  reseal: `Usage: keyseal reseal --key FILE [OPTION]…

Encrypts a sealed key anew: NAME.key.pem, NAME as the key file has it. Also for old files, whose encryption is weak.

Options:
${keyOptions}  --new-passphrase-file FILE
                          take the new passphrase from the first line of FILE; - is standard input
  --kdf KDF               pbkdf2 (default) or scrypt
  --iterations N          of pbkdf2; default and least 600000
${outOptions}`,
  "prove-compromise": `Usage: keyseal prove-compromise --key FILE [OPTION]…

Makes NAME.compromised.csr.pem: a request that shows possession of the key, that says it is compromised, and from
which no certificate can be issued. Authorities revoke by it (BR 4.9.1.1, within 24 hours).

Options:
${keyOptions}${outOptions}`,
};

export const verifyBundleHelp = `Usage: keyseal verify-bundle DIR [OPTION]…

Checks the release bundle in the folder DIR: MANIFEST.json and SHA256SUMS fit each other, every file has the
bytes that they name, and there is nothing else but SHA256SUMS.minisig. Names each file that is changed, missing
or does not belong there.

Options:
  --json                  report as one line of JSON
  --help                  show this

A bundle cannot vouch for itself: somebody who changes a file can change the manifest too. Whether it is the
published one, say the signature of SHA256SUMS (minisign) or the hash of SHA256SUMS that this command shows.
`;
