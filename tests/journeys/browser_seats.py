"""The browser's own program for seats, asked from Python: many questions at once, in a page that no server gave."""

import base64
import json
from contextlib import contextmanager

from playwright.sync_api import sync_playwright

from ronghe.web.seats.program import program
from tests.journeys.conftest import CHROMIUM, FLAGS

HELP = """
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const plain = (value) => JSON.parse(JSON.stringify(value, (_, one) => (typeof one === "bigint" ? Number(one) : one)));
window.ask = (questions, answer) => questions.map((one) => plain(answer(one)));
window.answers = {
  sha256: (text) => hex(sha256(bytes(text))),
  hmac: ([key, text]) => hex(hmac(bytes(key))(bytes(text))),
  pool: ([round, names]) => poolDigest(round, names),
  draw: ([seed, round, names]) => draw(seed, round, names),
  compact: (text) => compact(readObject(textOf(bytes(text))).value),
  input: (text) => readInput(textOf(bytes(text))).faults,
  allocate: ([text, seed]) => allocate(readInput(textOf(bytes(text))).value, seed),
  prove: ([given, stated, seed]) => {
    const input = readInput(textOf(bytes(given))), result = readObject(textOf(bytes(stated)));
    if (input.faults.length || result.faults.length) return { holds: false, code: "unreadable", facts: {} };
    return prove(input.value, result.value, seed);
  },
};
"""
AT_ONCE = 500  # questions


class BrowserSeats:
    """A page of Chromium that holds the program; `change` takes its text before it is loaded."""

    def __init__(self, chromium, change=lambda text: text):
        self.page, faults = chromium.new_page(), []
        self.page.on("pageerror", lambda error: faults.append(str(error)))
        self.page.add_script_tag(content=change(program("page.js")) + HELP, type="module")
        assert not faults, faults

    def ask(self, name, questions):
        """The answers to these questions, in their order."""
        questions = list(questions)
        parts = [questions[at : at + AT_ONCE] for at in range(0, len(questions), AT_ONCE)]
        asked = "([name, part]) => window.ask(part, window.answers[name])"
        return [answer for part in parts for answer in self.page.evaluate(asked, [name, part])]

    def close(self):
        self.page.close()


def coded(content):
    """Bytes, or what JSON says, on their way into the page."""
    content = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode()
    return base64.b64encode(content).decode()


@contextmanager
def chromium():
    """A browser for those who are no test."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def codes_of(browser, tamperings, change=lambda text: text):
    """The code of the browser's verdict on each (way, bytes of the input, bytes of the result)."""
    seats = BrowserSeats(browser, change)
    asked = [[coded(given), coded(result), None] for _, given, result in tamperings]
    codes = [verdict["code"] for verdict in seats.ask("prove", asked)]
    seats.close()
    return codes


def blinded(text):
    """The program with a verifier that looks for no blocking pair."""
    looking = "function firstBlock(denied, cutoffs) {"
    assert text.count(looking) == 1
    return text.replace(looking, f"{looking} return null;")
