"""The how-to says what is true: its commands and its code are run on files that the site publishes."""

import base64
import json
import re
import shutil
import subprocess
import sys

import pytest

from ronghe.credentials import actions
from ronghe.credentials.states import Verdict
from ronghe.web.credentials.sentences import WORDS as SENTENCES
from tests.credentials.files import ROOT, WORDS, independent, plaque, published

PAGE = (ROOT / "docs" / "how-to" / "verify-a-credential.md").read_text("utf-8")


@pytest.fixture
def folder(cast, tmp_path):
    """Writes the four files of the how-to for a credential, as they are now."""
    shutil.copy(independent().__file__, tmp_path)

    def write(award):
        document, lists = published()
        (tmp_path / "credential.jwt").write_text(award.jwt, "utf-8")
        (tmp_path / "did.json").write_text(json.dumps(document), "utf-8")
        for name, text in zip(("revocation.jwt", "refresh.jwt"), lists, strict=True):
            (tmp_path / name).write_text(text, "utf-8")
        return tmp_path

    return write


def run(words, folder):
    done = subprocess.run([sys.executable, *words], cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


def shown_command():
    [line] = re.findall(r"^python (verify_credential\.py .*)$", PAGE, re.M)
    return line.split()


def shown_code():
    [code] = re.findall(r"^```python\n(.*?)^```", PAGE, re.M | re.S)
    return ["-c", code]


def test_the_command_and_the_code(cast, folder):
    awards = [plaque(cast) for _ in range(3)]
    actions.revoke(by=cast.officer, credential=awards[1], reason="退会")
    actions.reissue(by=cast.officer, credential=awards[2], reason="更名")
    bits = ("0, 'refresh': 0", "1, 'refresh': 0", "1, 'refresh': 1")
    for award, word, pair in zip(awards, ("valid", "revoked", "superseded"), bits, strict=True):
        assert run(shown_command(), folder(award)) == word
        shown = run(shown_code(), folder(award))
        assert shown == f"副理事长单位 · Vice-Chair Unit {{'revocation': {pair}}}"


def test_the_code_refuses_what_was_changed(cast, folder):
    place = folder(plaque(cast))
    head, said, signature = (place / "credential.jwt").read_text("utf-8").split(".")
    said = json.dumps({**json.loads(base64.urlsafe_b64decode(said + "==")), "name": "理事长单位"}).encode()
    changed = base64.urlsafe_b64encode(said).rstrip(b"=").decode()
    (place / "credential.jwt").write_text(f"{head}.{changed}.{signature}", "utf-8")
    assert "InvalidSignatureError" in run(shown_code(), place)
    assert run(shown_command(), place) == "changed"


def test_the_code_after_a_rotation(cast, folder):
    award = plaque(cast)
    actions.rotate_key(by=cast.officer, reason="每年更换")
    assert "'revocation': 0" in run(shown_code(), folder(award))
    assert run(shown_command(), folder(award)) == "valid"


def test_the_table_has_every_word():
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| ([A-Z][\w ]+) \|", PAGE, re.M))
    assert rows == {
        WORDS[verdict]: str(SENTENCES[verdict].headline) for verdict in Verdict if verdict != Verdict.UNRECORDED
    }
