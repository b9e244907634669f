import type { OfflineTexts } from "./type.js";

export const es: OfflineTexts = {
  language: "es",

  title: "Keyseal: crear una clave y una solicitud de certificado",
  badge: "Archivo sin conexión: no necesita red",
  tasks: "Tareas",
  make: "Crear una solicitud",
  check: "Comprobar una solicitud",
  about: "Acerca de este archivo",
  languageLabel: "Idioma",
  footer: "`{file}`, versión {version}.",
  footerLink: "Compruebe este archivo antes de confiar en él",

  "about.lead":
    "Todo está dentro de este único archivo. Antes de crear una clave con él, asegúrese de que es el archivo publicado.",
  "about.published": "¿Es el archivo publicado?",
  "about.publishedWhy":
    "Una página no puede responder por sí misma: un archivo modificado podría mostrar cualquier huella. Por eso, deje que la calcule su sistema operativo y compárela con la publicada, obtenida de otra fuente, por ejemplo en otro ordenador.",
  "about.run": "En la carpeta de este archivo, ejecute la línea que corresponda a su sistema.",
  "about.compare":
    "Compare el resultado con la línea de `{file}` en SHA256SUMS de la versión {version}. Los 64 caracteres deben coincidir.",
  "about.signature": "SHA256SUMS está firmado. Para comprobar también la firma:",
  "about.inside": "Qué contiene",
  "about.version": "Versión",
  "about.module": "Módulo WebAssembly",
  "about.moduleHelp":
    "Se comprueba antes de cada inicio. El mismo módulo está en la versión alojada y en la herramienta de línea de órdenes.",
  "about.network": "Red",
  "about.networkText":
    "No se usa. La política de seguridad (CSP) del archivo bloquea las peticiones; para estar seguro, desconecte el cable.",
  "about.storage": "Almacenamiento",
  "about.storageText": "Ninguno. Al cerrar la página se borra todo lo que no haya guardado.",
  "about.auditor": "Nota para el auditor",
  "about.auditorItems":
    "El primer elemento de la cabecera es la política de seguridad; sus hashes cubren el único script y el único elemento de estilo.\nEl script es legible. El worker y el módulo están en bloques de datos debajo de él, el módulo en base64; los dos hashes son literales en el script.\n`make dist` a partir del código etiquetado da este archivo bit a bit. MANIFEST.json nombra las versiones del compilador y de las bibliotecas.\nEl azar viene únicamente de `crypto.getRandomValues`, dentro del worker; si no supera una prueba de salud, no se crea nada.",
};
