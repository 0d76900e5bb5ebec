"""A student checks seats in their own browser: on the site, from files of their own, and from a file without a site."""

import copy
import json

import pytest
from django.template.loader import render_to_string

from ronghe.engine import fit, seat, seating_of
from ronghe.web.seats.offline import offline_file
from tests.engine.seats import SEED
from tests.engine.tampering import resealed
from tests.journeys.conftest import LOOKS

pytestmark = pytest.mark.django_db(transaction=True)
GIVEN = {
    "applicants": [[[0], [1]], [[0], [2]], [[0, 1]], [[1], [2]], [[2]]],
    "positions": [
        {"id": "海佳动画·分镜", "capacity": 1, "prefs": [[0, 1], [2]]},
        {"id": "Cloud Studio <b>3D</b>", "capacity": 1, "prefs": [[2], [3], [0]]},
        {"id": "白鹭传媒", "capacity": 3, "prefs": [[1, 3]]},
    ],
    "fit": [[5, 4], [5, 1], [3, 2], [4, 3], [2]],
    "pseudonyms": ["松-17", "竹-04", "梅-22", "兰-09", "</script><script>document.title='x'</script>"],
    "round": "2027 春",
}
RESULT = seat(seating_of(GIVEN, SEED)).document()
FIT = fit(seating_of(GIVEN, SEED)).document()
HOSTILE = GIVEN["pseudonyms"][4]
FORGED = [  # who sits where, the step that tells, and a word of what is said
    ([0, 2, 1, 2, -1], "stable", "would both rather have each other"),
    ([0, 0, 1, 2, -1], "within", "has 1 seats, and 2 people sit there"),
    ([0, 2, 1, 2, 2], "eligible", "have not both named each other"),
]


@pytest.fixture
def put(tmp_path):
    """The path of a file that says this."""

    def write(name, document):
        (tmp_path / name).write_text(json.dumps(document, ensure_ascii=False), "utf-8")
        return tmp_path / name

    return write


@pytest.fixture
def bring(reader, put):
    """A visitor has chosen these files on the page, and pressed the button."""

    def choose(given, result, drawn="", **look):
        visitor = reader(**look).open("/seats/check/")
        visitor.page.set_input_files("[data-file=input]", put("input.json", given))
        visitor.page.set_input_files("[data-file=result]", put("result.json", result))
        visitor.page.fill("[data-drawn]", drawn)
        visitor.page.keyboard.press("Enter")
        visitor.page.locator("[data-verdict]:not([data-tone=wait])").wait_for()
        return visitor

    return choose


def states(part):
    """Step → its state."""
    return part.locator("[data-step]").evaluate_all(
        "rows => Object.fromEntries(rows.map(r => [r.dataset.step, r.dataset.state]))"
    )


def ask(part, name):
    part.locator("[data-name]").fill(name)
    part.locator("[data-name]").press("Enter")
    return part.locator("[data-own-said]").inner_text()


@LOOKS
def test_the_page_is_fit_to_read_in_every_state(bring, look):
    visitor = bring(GIVEN, RESULT, SEED.hex(), **look)
    visitor.check()
    assert visitor.page.locator("[data-verdict]").get_attribute("data-tone") == "good"
    assert ask(visitor.page, "兰-09")
    visitor.check()
    bring({**GIVEN, "fit": None, "round": 7}, RESULT, **look).check()
    bring(GIVEN, resealed(GIVEN, {**RESULT, "assignment": FORGED[0][0]}), **look).check()


def test_a_true_result_holds_step_by_step_and_nothing_is_sent(bring):
    sent = []
    visitor = bring(GIVEN, RESULT, SEED.hex(), language="en")
    visitor.page.on("request", lambda request: sent.append(request.url))
    visitor.page.get_by_role("button", name="Check").click()
    visitor.page.locator("[data-verdict][data-tone=good]").wait_for()
    assert ask(visitor.page, "松-17")
    assert sent == []
    found = states(visitor.page)
    assert found.pop("largest") == "none"
    assert set(found.values()) == {"good"}
    assert "3 of 5 seated; stable, and for each the best" in visitor.page.locator("[data-verdict]").inner_text()


def test_a_fit_is_proved_by_its_prices(bring):
    visitor = bring(GIVEN, FIT, language="en")
    found = states(visitor.page)
    assert {step for step, state in found.items() if state == "none"} == {"stable", "best", "again"}
    assert found["largest"] == "good"
    model = GIVEN["pseudonyms"].index("松-17")
    assert GIVEN["positions"][FIT["assignment"][model]]["id"] in ask(visitor.page, "松-17")
    visitor.check()


@pytest.mark.parametrize(("seats", "step", "said"), FORGED)
def test_a_forgery_is_told_at_its_step(bring, seats, step, said):
    other = copy.deepcopy(RESULT)
    if step == "stable":
        other = resealed(GIVEN, {**other, "assignment": seats})
    visitor = bring(GIVEN, {**other, "assignment": seats}, language="en")
    found = states(visitor.page)
    assert found[step] == found["again"] == "bad"
    assert found["seal"] == "left"
    assert said in visitor.page.locator("[data-verdict]").inner_text()


def test_another_draw_is_told(bring):
    visitor = bring(GIVEN, RESULT, "ffff", language="en")
    assert states(visitor.page)["draw"] == "bad"
    assert "not held with what was publicly drawn" in visitor.page.locator("[data-verdict]").inner_text()


def test_numbers_may_be_typed_as_they_were_announced(bring):
    numbers = "03 12 17 + 红 5"
    result = seat(seating_of(GIVEN, numbers.encode())).document()
    visitor = bring(GIVEN, result, f"  {numbers.replace(' ', '   ')} ", language="en")
    assert f"Drawn with {numbers} (" in visitor.page.locator("[data-step=draw]").inner_text()
    for typed, tone in ((numbers.encode().hex().upper(), "good"), ("03 12 17", "stop"), ("", "good")):
        visitor.page.fill("[data-drawn]", typed)
        visitor.page.keyboard.press("Enter")
        visitor.page.locator("[data-step=draw]:not([data-state=wait])").wait_for()
        assert visitor.page.locator("[data-verdict]").get_attribute("data-tone") == tone


LIMITED = {  # both are stable; the first is better for both applicants, and no proof but the computation says so
    "applicants": [[[0], [1]], [[1], [0]]],
    "positions": [{"capacity": 1, "prefs": [[1], [0]]}, {"capacity": 1, "prefs": [[0], [1]]}],
    "regions": [{"cap": 2, "positions": [0, 1]}],
}


def test_a_stable_result_that_is_not_the_best_is_told_by_seating_again(bring):
    best = seat(seating_of(LIMITED, SEED)).document()
    other = resealed(LIMITED, {**best, "assignment": [1, 0]})
    visitor = bring(LIMITED, other, language="en")
    found = states(visitor.page)
    assert (found["seal"], found["again"]) == ("good", "bad")
    assert visitor.page.locator("[data-verdict]").get_attribute("data-tone") == "stop"
    assert "2 people come to other seats" in visitor.page.locator("[data-verdict]").inner_text()


def test_a_student_sees_their_own_numbers(bring):
    visitor = bring(GIVEN, RESULT, language="en")
    for name, seat_ in zip(GIVEN["pseudonyms"], RESULT["assignment"], strict=True):
        said = ask(visitor.page, name)
        assert (GIVEN["positions"][seat_]["id"] in said) if seat_ >= 0 else ("no seat" in said)
    said = ask(visitor.page, "竹-04")
    assert "the first on your list whose cutoff your key there reaches" in said
    assert "In the draw you are number" in said
    rows = visitor.page.locator("[data-own-table] tbody tr")
    cells = [row.split("\t") for row in rows.all_inner_texts()]
    assert [cell[0] for cell in cells] == ["海佳动画·分镜", "白鹭传媒"]
    assert [cell[-1] for cell in cells][-1 if RESULT["assignment"][1] == 2 else 0] == "your seat"
    assert "Nobody in this input" in ask(visitor.page, "who")


def test_faults_are_named_with_their_place(bring):
    visitor = bring({**GIVEN, "round": 7}, RESULT, language="en")
    assert visitor.page.locator("[data-faults] li").all_inner_texts() == ["input, row 1, round: this is not a text"]
    assert states(visitor.page)["read"] == "bad"
    assert visitor.page.locator("[data-own]").is_hidden()


def test_without_files_the_page_asks_for_them(reader):
    visitor = reader(language="en").open("/seats/check/")
    visitor.page.get_by_role("button", name="Check").click()
    visitor.page.get_by_text("Please choose an input and a result.").wait_for()


def served(visitor, **documents):
    """The page shows the part for an input and a result at addresses of the site, where these documents are."""
    given = {f"{name}_url": f"/made/{name}.json" for name in ("input", "result")}
    part = render_to_string("web/seats/check.html", given)
    script = '<script type="module" src="/static/web/js/seats/page.js"></script>'
    page = f'<!doctype html><html lang="en"><title>x</title><link rel="icon" href="data:,">{part}{script}</html>'

    def answer(route):
        name = route.request.url.rsplit("/", 1)[-1].removesuffix(".json")
        if not name:
            route.fulfill(body=page, content_type="text/html")
        elif name in documents:
            route.fulfill(json=documents[name])
        else:
            route.fulfill(status=404)

    visitor.page.route("**/made/*", answer)
    return visitor.open("/made/").page


def test_what_is_at_an_address_is_checked_at_once(reader):
    page = served(reader(language="en"), input=GIVEN, result=RESULT)
    page.get_by_text("The result holds.").wait_for()
    page.fill("[data-drawn]", "aa")
    page.get_by_role("button", name="Check again").click()
    page.get_by_text("not held with what was publicly drawn").first.wait_for()


def test_an_address_that_gives_nothing_is_told(reader):
    visitor = reader(language="en")
    page = served(visitor, input=GIVEN)
    page.get_by_text("The check could not be carried out").wait_for()
    visitor.faults.clear()


def test_the_file_checks_without_a_site(chromium, tmp_path):
    """Opened from the disk, offline: in both languages, and a hostile name stays a name."""
    (tmp_path / "check.html").write_bytes(offline_file(GIVEN, RESULT, "2027 春 <i>"))
    context = chromium.new_context(offline=True, locale="en-GB", viewport={"width": 360, "height": 740})
    page, faults = context.new_page(), []
    page.on("console", lambda message: message.type == "error" and faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((tmp_path / "check.html").as_uri())
    for language, said, own in (("en", "The result holds.", "number"), ("zh-Hans", "结果成立。", "抽签顺序")):
        page.locator(f"[data-language={language}]").click()
        part = page.locator(f"section[lang={language}]")
        part.get_by_text(said).wait_for()
        assert own in ask(part, "松-17")
        assert HOSTILE in ask(part, HOSTILE)
        assert page.evaluate("document.documentElement.lang") == language
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.title() == "2027 春 <i>"
    assert faults == []
    context.close()


def test_the_file_without_documents_lets_its_reader_choose(reader, put):
    visitor = reader(language="en").open("/seats/check/")
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name="The check as a file").click()
    page = visitor.context.new_page()
    page.goto(download.value.path().rename(put("check.html", {})).as_uri())
    page.locator("[data-language=en]").click()
    part = page.locator("section[lang=en]")
    part.locator("[data-file=input]").set_input_files(put("input.json", GIVEN))
    part.locator("[data-file=result]").set_input_files(put("result.json", RESULT))
    part.get_by_role("button", name="Check").click()
    part.get_by_text("The result holds.").wait_for()
