// Real servers, each started from its unpacked pack as the README says, on loopback.
import { spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../browser/free-port.mjs";
import { run, runOk } from "../interop/commands.mjs";
import { host, install, passphrase, typedLines } from "./packs.mjs";

const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

/** Types the line of the README that decrypts the key, and the passphrase. */
async function decrypt(folder) {
  const line = typedLines(folder).find((typed) => typed.includes("openssl pkey"));
  await runOk("sh", ["-c", `${line.replace("openssl pkey", "openssl pkey -passin stdin")}`], {
    cwd: folder,
    stdin: passphrase,
  });
}

/** How each server is started: writes what it needs into `folder`, and returns the command line. */
const starters = {
  nginx(folder, port) {
    writeFileSync(
      join(folder, "nginx.conf"),
      `${process.getuid() === 0 ? "user root;" : ""} daemon off; pid ${folder}/pid; error_log stderr;
events {}
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${folder}/temp;`).join(" ")}
  server { listen 127.0.0.1:${port} ssl; server_name ${host}; include ${folder}/nginx-tls.conf; return 200 "It works."; }
}
`,
    );
    return ["/usr/sbin/nginx", "-c", `${folder}/nginx.conf`, "-p", folder];
  },

  apache(folder, port) {
    chmodSync(join(folder, "passphrase.sh"), 0o700);
    mkdirSync(join(folder, "root"));
    writeFileSync(join(folder, "root/index.html"), "It works.");
    const modules = ["mpm_event", "authz_core", "dir", "socache_shmcb", "ssl"];
    writeFileSync(
      join(folder, "apache2.conf"),
      `ServerRoot ${folder}
ServerName ${host}
PidFile ${folder}/pid
ErrorLog ${folder}/error.log
Listen 127.0.0.1:${port}
${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join("\n")}
${process.getuid() === 0 ? "User www-data\nGroup www-data" : ""}
Include ${folder}/apache-passphrase.conf
<VirtualHost *:${port}>
  DocumentRoot ${folder}/root
  Include ${folder}/apache-tls.conf
</VirtualHost>
`,
    );
    return ["/usr/sbin/apache2", "-D", "FOREGROUND", "-f", `${folder}/apache2.conf`];
  },

  async haproxy(folder, port) {
    await decrypt(folder);
    const settings = readFileSync(join(folder, "haproxy-tls.cfg"), "utf8");
    const bind = /^# {3}(bind .*)$/m.exec(settings)[1].replace(":443", `127.0.0.1:${port}`);
    const own = settings
      .split("\n")
      .filter((line) => line.startsWith("ssl-"))
      .join("\n");
    writeFileSync(
      join(folder, "haproxy.cfg"),
      `global\n${own}\ndefaults\n mode http\n timeout client 5s\n timeout connect 5s\n timeout server 5s\nfrontend tls\n ${bind}\n http-request return status 200 content-type text/plain string "It works."\n`,
    );
    return ["/usr/sbin/haproxy", "-db", "-f", `${folder}/haproxy.cfg`];
  },

  tomcat(folder, port) {
    const home = "/usr/share/tomcat10";
    for (const name of ["conf", "logs", "temp", "webapps/ROOT", "work"])
      mkdirSync(join(folder, name), { recursive: true });
    cpSync(`${home}/etc/web.xml`, join(folder, "conf/web.xml"));
    cpSync(join(folder, `${host}.p12`), join(folder, `conf/${host}.p12`));
    const properties = readFileSync(`${home}/etc/catalina.properties`, "utf8");
    writeFileSync(join(folder, "conf/catalina.properties"), `${properties}\nkeyseal.passphrase=${passphrase}\n`);
    const connector = readFileSync(join(folder, "connector.xml"), "utf8").replace(
      'port="8443"',
      `port="${port}" address="127.0.0.1"`,
    );
    writeFileSync(
      join(folder, "conf/server.xml"),
      `<Server port="-1"><Service name="Catalina">${connector}<Engine name="Catalina" defaultHost="localhost">
<Host name="localhost" appBase="webapps" /></Engine></Service></Server>`,
    );
    writeFileSync(join(folder, "webapps/ROOT/index.html"), "It works.");
    const libraries = ["bootstrap.jar", "tomcat-juli.jar"].map((name) => `${home}/bin/${name}`).join(":");
    const settings = { "catalina.home": home, "catalina.base": folder, "java.io.tmpdir": `${folder}/temp` };
    const defined = Object.entries(settings).map(([name, value]) => `-D${name}=${value}`);
    return ["java", ...defined, "-cp", libraries, "org.apache.catalina.startup.Bootstrap", "start"];
  },

  dovecot(folder, port) {
    writeFileSync(
      join(folder, "dovecot.conf"),
      `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = /dev/stderr
protocols = imap
listen = 127.0.0.1
mail_location = maildir:${folder}/mail
passdb {\n driver = static\n args = nopassword=y\n}
userdb {\n driver = static\n args = uid=nobody gid=nogroup home=${folder}/home\n}
service imap-login {
  inet_listener imap {\n port = 0\n }
  inet_listener imaps {\n port = ${port}\n ssl = yes\n }
}
!include ${folder}/10-tls.conf
`,
    );
    return ["/usr/sbin/dovecot", "-F", "-c", `${folder}/dovecot.conf`];
  },

  async postfix(folder, port) {
    await decrypt(folder);
    for (const name of ["queue", "data"]) mkdirSync(join(folder, name));
    await runOk("chown", ["postfix", join(folder, "data")]);
    writeFileSync(
      join(folder, "main.cf"),
      `compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
maillog_file = ${folder}/mail.log
maillog_file_prefixes = ${folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = ${host}
${readFileSync(join(folder, "main-tls.cf"), "utf8")}`,
    );
    const services = [
      `127.0.0.1:${port} inet n - n - - smtpd`,
      "tlsmgr unix - - n 1000? 1 tlsmgr",
      "anvil unix - - n - 1 anvil",
      "rewrite unix - - n - - trivial-rewrite",
      "cleanup unix n - n - 0 cleanup",
      "qmgr unix n - n 300 1 qmgr",
      "pickup unix n - n 60 1 pickup",
      "proxymap unix - - n - - proxymap",
      "error unix - - n - - error",
      "postlog unix-dgram n - n - 1 postlogd",
    ];
    writeFileSync(join(folder, "master.cf"), `${services.join("\n")}\n`);
    // It goes on in the background, and is ended by its own command.
    return ["/usr/sbin/postfix", "-c", folder, "start", { stop: ["/usr/sbin/postfix", "-c", folder, "stop"] }];
  },

  node(folder, port) {
    return [process.execPath, join(folder, "server.mjs"), { env: { PORT: String(port) } }];
  },
};

export const serverNames = Object.keys(starters);

async function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true));
    socket.on("error", () => resolve(false)).on("close", () => resolve(false));
    socket.setTimeout(1000, () => socket.destroy());
    socket.on("connect", () => socket.end());
  });
}

/** Starts the server `name` from `packs`. Returns { port, folder, stop, log }. Only what it started is ended. */
export async function startServer(name, packs) {
  const folder = await install(packs, name, join(packs, `../${name}-server`));
  const port = await freePort();
  const line = await starters[name](folder, port);
  const { env = {}, stop: stopLine } = typeof line.at(-1) === "object" ? line.pop() : {};
  if (line[0].startsWith("/") && !existsSync(line[0]))
    throw new Error(`${line[0]} is missing: run tools/setup-tests.sh packs`);
  let log = "";
  // A group of its own, so that the children of a server end with it.
  const server = spawn(line[0], line.slice(1), {
    cwd: folder,
    detached: true,
    env: { PATH: process.env.PATH, ...env },
  });
  for (const stream of [server.stdout, server.stderr]) {
    stream.on("data", (text) => {
      log += text;
    });
  }
  const over = new Promise((resolve) => {
    server.on("close", resolve);
  });
  const stop = async () => {
    if (stopLine) await run(stopLine[0], stopLine.slice(1));
    try {
      process.kill(-server.pid, "SIGTERM");
    } catch {} // it is gone already
    await Promise.race([over, sleep(5000)]);
    try {
      process.kill(-server.pid, "SIGKILL");
    } catch {}
    await over;
  };
  for (let waited = 0; !(await accepts(port)); waited += 100) {
    if ((server.exitCode !== null && !(stopLine && server.exitCode === 0)) || waited > 60_000) {
      await stop();
      throw new Error(`${name} does not start:\n${log}`);
    }
    await sleep(100);
  }
  return { port, folder, stop, log: () => log };
}
