"""The demonstration community: 60 made-up units in 12 provinces and 120 postings, all of it invented.

`units.jsonl` and `postings.jsonl`; their dates count from the day they are loaded.
"""

import json
from pathlib import Path

HERE = Path(__file__).parent


def rows(name):
    """The rows of one of the files beside this one."""
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text("utf-8").splitlines() if line]
