"""What the README shows is what the commands do today, in both languages."""

import json
import re
from pathlib import Path

import pytest

from ronghe.desk.main import main
from ronghe.engine import read_taxonomy

ROOT = Path(__file__).parents[2]
PAGES = ["README.md", "README.zh.md"]


@pytest.fixture(scope="module")
def docked(tmp_path_factory):
    out = tmp_path_factory.mktemp("readme") / "docked.jsonl"
    files = [str(ROOT / "examples" / f"{name}.jsonl") for name in ("demands", "supplies")]
    assert main(["dock", "--demands", files[0], "--supplies", files[1], "--out", str(out), "--top", "2"]) == 0
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("page", PAGES)
def test_the_row_that_is_shown_is_the_row_that_comes(page, docked):
    shown = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", (ROOT / page).read_text("utf-8"), re.S)]
    [pair] = [row for row in shown if "rank" in row]
    came = next(row for row in docked if (row["demand"], row["rank"]) == (pair["demand"], pair["rank"]))
    pair["changes"], came["changes"] = pair["changes"][:1], came["changes"][:1]
    assert pair == {name: came[name] for name in pair}


@pytest.mark.parametrize("page", PAGES)
def test_the_demand_that_is_shown_is_in_the_examples(page):
    shown = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", (ROOT / page).read_text("utf-8"), re.S)]
    lines = (ROOT / "examples" / "demands.jsonl").read_text("utf-8").splitlines()
    assert shown[0] in [json.loads(line) for line in lines]


@pytest.mark.parametrize("page", PAGES)
def test_the_skills_are_counted(page):
    skills = [skill for skill in read_taxonomy().values() if skill.kind != "group"]
    assert re.search(rf"\b{len(skills)}\b|{len(skills)} 项", (ROOT / page).read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES)
def test_what_is_linked_is_there(page):
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / page).read_text("utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_continuous_integration_runs_the_readme_s_test_command():
    assert "make test" in (ROOT / "README.md").read_text("utf-8")
    assert (ROOT / ".ci" / "run").read_text("utf-8").splitlines()[-1] == "make test"
