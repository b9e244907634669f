/**
 * English: the texts of the offline page around the component. The others follow it. The marks in texts are those of the
 * components' catalogue.
 */
export const en = {
  language: "en-GB",

  title: "Keyseal: make a key and a certificate request",
  badge: "Offline file: needs no network",
  tasks: "Tasks",
  make: "Make a request",
  check: "Check a request",
  about: "About this file",
  languageLabel: "Language",
  footer: "`{file}`, version {version}.",
  footerLink: "Check this file before you trust it",

  "about.lead":
    "Everything is inside this one file. Before you make a key with it, make sure that it is the file that was published.",
  "about.published": "Is it the published file?",
  "about.publishedWhy":
    "A page cannot vouch for itself: a changed file could show any fingerprint it likes. So let your operating system compute it, and compare with the published one from another source, for example another computer.",
  "about.run": "In the folder of this file, run the line for your system.",
  "about.compare":
    "Compare the result with the line for `{file}` in the SHA256SUMS of release {version}. All 64 characters must be the same.",
  "about.signature": "SHA256SUMS is signed. To check the signature too:",
  "about.inside": "What is inside",
  "about.version": "Version",
  "about.module": "WebAssembly module",
  "about.moduleHelp":
    "Checked before every start. The same module is in the hosted bundle and in the command-line tool.",
  "about.network": "Network",
  "about.networkText": "Not used. The file’s own security policy (CSP) blocks requests; to be certain, pull the cable.",
  "about.storage": "Storage",
  "about.storageText": "None. Closing the page deletes everything that you did not save.",
  "about.auditor": "Note to the auditor",
  "about.auditorItems":
    "The first element of the head is the security policy; its hashes cover the one script and the one style element.\nThe script is readable. The worker and the module stand in data blocks below it, the module in base64; both hashes are literals in the script.\n`make dist` from the tagged source gives this file bit for bit. MANIFEST.json names compiler and library versions.\nRandomness comes from `crypto.getRandomValues` alone, inside the worker; if it fails a health test, nothing is made.",
} as const;
