import type { OfflineTexts } from "./type.js";

export const de: OfflineTexts = {
  language: "de",

  title: "Keyseal: Schlüssel und Zertifikatsanforderung erstellen",
  badge: "Offline-Datei: braucht kein Netz",
  tasks: "Aufgaben",
  make: "Anforderung erstellen",
  check: "Anforderung prüfen",
  about: "Über diese Datei",
  languageLabel: "Sprache",
  footer: "`{file}`, Version {version}.",
  footerLink: "Prüfen Sie diese Datei, bevor Sie ihr vertrauen",

  "about.lead":
    "Alles steckt in dieser einen Datei. Bevor Sie damit einen Schlüssel erstellen, vergewissern Sie sich, dass es die veröffentlichte Datei ist.",
  "about.published": "Ist es die veröffentlichte Datei?",
  "about.publishedWhy":
    "Eine Seite kann nicht für sich selbst bürgen: Eine veränderte Datei könnte jeden beliebigen Fingerabdruck anzeigen. Lassen Sie ihn deshalb Ihr Betriebssystem berechnen, und vergleichen Sie ihn mit dem veröffentlichten aus einer anderen Quelle, zum Beispiel auf einem anderen Computer.",
  "about.run": "Führen Sie im Ordner dieser Datei die Zeile für Ihr System aus.",
  "about.compare":
    "Vergleichen Sie das Ergebnis mit der Zeile für `{file}` in SHA256SUMS der Version {version}. Alle 64 Zeichen müssen übereinstimmen.",
  "about.signature": "SHA256SUMS ist signiert. So prüfen Sie auch die Signatur:",
  "about.inside": "Was darin ist",
  "about.version": "Version",
  "about.module": "WebAssembly-Modul",
  "about.moduleHelp":
    "Wird vor jedem Start geprüft. Dasselbe Modul steckt im gehosteten Paket und im Kommandozeilenwerkzeug.",
  "about.network": "Netz",
  "about.networkText":
    "Wird nicht benutzt. Die Sicherheitsrichtlinie (CSP) der Datei blockiert Anfragen; um sicherzugehen, ziehen Sie das Kabel.",
  "about.storage": "Speicher",
  "about.storageText": "Keiner. Wenn Sie die Seite schließen, ist alles gelöscht, was Sie nicht gespeichert haben.",
  "about.auditor": "Hinweis für Prüfer",
  "about.auditorItems":
    "Das erste Element im Kopf ist die Sicherheitsrichtlinie; ihre Hashwerte decken das eine Skript und das eine Style-Element ab.\nDas Skript ist lesbar. Worker und Modul stehen in Datenblöcken darunter, das Modul in Base64; beide Hashwerte stehen als Literale im Skript.\n`make dist` aus dem markierten Quellstand ergibt diese Datei Bit für Bit. MANIFEST.json nennt die Versionen von Compiler und Bibliotheken.\nZufall kommt allein aus `crypto.getRandomValues`, innerhalb des Workers; besteht er einen Gesundheitstest nicht, wird nichts erstellt.",
};
