import { askHttps, type Target } from "../target.js";
import { tlsSettings } from "../tls-settings.js";

export const tomcat: Target = {
  pfx: true,
  title: "Tomcat",
  files: ({ stem, pfx }) => [
    { name: `${stem}.p12`, content: pfx, owned: true },
    {
      name: "connector.xml",
      content: `<Connector port="8443" protocol="org.apache.coyote.http11.Http11NioProtocol" SSLEnabled="true">
  <SSLHostConfig protocols="TLSv1.2+TLSv1.3" ciphers="${tlsSettings.ciphers}">
    <Certificate certificateKeystoreFile="conf/${stem}.p12" certificateKeystoreType="PKCS12"
                 certificateKeystorePassword="\${keyseal.passphrase}" />
  </SSLHostConfig>
</Connector>
`,
    },
  ],
  steps: ({ stem }) => [
    `Copy ${stem}.p12 to Tomcat's folder conf, readable by Tomcat's user alone. Java 8u301 or later reads it.`,
    "Add the passphrase to conf/catalina.properties, which only that user may read:",
    { type: "keyseal.passphrase=THE PASSPHRASE" },
    `Add the lines of connector.xml to conf/server.xml, inside of Service, and start Tomcat anew. Their TLS is ${tlsSettings.from}.`,
  ],
  tries: (material) => [askHttps(material)],
};
