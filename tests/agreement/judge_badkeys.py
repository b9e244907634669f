"""The judge badkeys. Standard input: the path of a PEM file a line. Standard output: one JSON object a line."""

import json
import sys
from pathlib import Path

from badkeys.checks import allchecks, detectandcheck

# All that it has, but its list of compromised keys, which is not part of the package.
CHECKS = [name for name in allchecks if name != "blocklist"]

for line in sys.stdin:
    path = line.rstrip("\n")
    answer = detectandcheck(Path(path).read_text(), checks=CHECKS)
    found = {name: result.get("subtest", "") for name, result in answer["results"].items()}
    print(json.dumps({"file": path, "type": answer["type"], "results": found, "error": answer.get("errmsg", "")}))
