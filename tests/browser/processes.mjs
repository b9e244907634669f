// What the processes of a running browser use, from Linux's /proc.
import { readdirSync, readFileSync } from "node:fs";

/** A file of /proc, or "" if its process is gone. */
function read(path) {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}

function list(path) {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

/** Ids of the processes that were started with HOME=`home`, and of all that come from them. */
function processesOf(home) {
  const ids = list("/proc").filter((name) => /^\d+$/.test(name));
  const parents = new Map(ids.map((id) => [id, read(`/proc/${id}/status`).match(/^PPid:\s*(\d+)/m)?.[1]]));
  const own = new Set(ids.filter((id) => read(`/proc/${id}/environ`).split("\0").includes(`HOME=${home}`)));
  for (let before = -1; before !== own.size; ) {
    before = own.size;
    for (const [id, parent] of parents) if (own.has(parent)) own.add(id);
  }
  return [...own];
}

/**
 * What the browser whose home is `home` uses: memory of its own in MB (not of files, which others may share), and how many threads run
 * workers. Each engine names those in its own way.
 */
export function usageOf(home) {
  let kilobytes = 0;
  let workers = 0;
  for (const id of processesOf(home)) {
    kilobytes += Number(read(`/proc/${id}/smaps_rollup`).match(/^Pss_Anon:\s*(\d+)/m)?.[1] ?? 0);
    for (const task of list(`/proc/${id}/task`)) {
      if (/^(DedicatedWorker|DOM Worker|WebCore: Worker)/.test(read(`/proc/${id}/task/${task}/comm`))) workers += 1;
    }
  }
  return { megabytes: kilobytes / 1024, workers };
}
