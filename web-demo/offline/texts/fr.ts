import type { OfflineTexts } from "./type.js";

export const fr: OfflineTexts = {
  language: "fr",

  title: "Keyseal : créer une clé et une demande de certificat",
  badge: "Fichier hors ligne : fonctionne sans réseau",
  tasks: "Tâches",
  make: "Créer une demande",
  check: "Vérifier une demande",
  about: "À propos de ce fichier",
  languageLabel: "Langue",
  footer: "`{file}`, version {version}.",
  footerLink: "Vérifiez ce fichier avant de lui faire confiance",

  "about.lead":
    "Tout est dans ce seul fichier. Avant de créer une clé avec lui, assurez-vous que c’est bien le fichier publié.",
  "about.published": "Est-ce le fichier publié ?",
  "about.publishedWhy":
    "Une page ne peut pas se porter garante d’elle-même : un fichier modifié pourrait afficher n’importe quelle empreinte. Laissez donc votre système d’exploitation la calculer, et comparez-la avec celle qui est publiée, obtenue d’une autre source, par exemple sur un autre ordinateur.",
  "about.run": "Dans le dossier de ce fichier, exécutez la ligne qui correspond à votre système.",
  "about.compare":
    "Comparez le résultat avec la ligne de `{file}` dans SHA256SUMS de la version {version}. Les 64 caractères doivent être identiques.",
  "about.signature": "SHA256SUMS est signé. Pour vérifier aussi la signature :",
  "about.inside": "Ce qu’il contient",
  "about.version": "Version",
  "about.module": "Module WebAssembly",
  "about.moduleHelp":
    "Vérifié avant chaque démarrage. Le même module est dans la version hébergée et dans l’outil en ligne de commande.",
  "about.network": "Réseau",
  "about.networkText":
    "Non utilisé. La politique de sécurité (CSP) du fichier bloque les requêtes ; pour en être certain, débranchez le câble.",
  "about.storage": "Stockage",
  "about.storageText": "Aucun. Fermer la page efface tout ce que vous n’avez pas enregistré.",
  "about.auditor": "Note pour l’auditeur",
  "about.auditorItems":
    "Le premier élément de l’en-tête est la politique de sécurité ; ses empreintes couvrent l’unique script et l’unique élément de style.\nLe script est lisible. Le worker et le module se trouvent dans des blocs de données en dessous, le module en base64 ; leurs deux empreintes sont des littéraux dans le script.\n`make dist` à partir des sources étiquetées donne ce fichier au bit près. MANIFEST.json nomme les versions du compilateur et des bibliothèques.\nL’aléa vient uniquement de `crypto.getRandomValues`, dans le worker ; s’il échoue à un test de santé, rien n’est créé.",
};
