"""The judge badkeys, with all its checks. Standard input: the path of a PEM file a line. Standard output: one JSON
object a line. The blocklist is $XDG_CACHE_HOME/badkeys/blocklist.dat: badkeys's own is not part of its package."""

import json
import sys
from pathlib import Path

from badkeys.checks import allchecks, detectandcheck

for line in sys.stdin:
    path = line.rstrip("\n")
    answer = detectandcheck(Path(path).read_text(), checks=list(allchecks))
    found = {name: result.get("subtest", "") for name, result in answer["results"].items()}
    print(json.dumps({"file": path, "type": answer["type"], "results": found, "error": answer.get("errmsg", "")}))
