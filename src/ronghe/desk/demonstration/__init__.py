"""The demonstration community: 60 made-up units in 12 provinces, 120 postings, and the life of a council among them.

What there is lies in the files beside this one (JSONL for much of one shape, TOML for the rest), how it comes about in
one module for each subject. All of it is invented; days count from the day on which it is loaded.
"""

import json
import tomllib
from pathlib import Path

HERE = Path(__file__).parent


def rows(name):
    """The rows of one of the JSONL files beside this one."""
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text("utf-8").splitlines() if line]


def table(name):
    """The content of one of the TOML files beside this one."""
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))
