"""What people do on many pages, the same in both languages: choose, fill, send, press."""

CHOOSE = """([id, value]) => {
    const field = document.getElementById(id);
    if (field.tomselect) field.tomselect.setValue(value); else field.value = value;
}"""


def choose(reader, name, value):
    """The field `name` says `value`, whether the browser or a picker draws it."""
    reader.page.evaluate(CHOOSE, [f"id_{name}", str(value)])


def fill(reader, **given):
    for name, value in given.items():
        reader.page.fill(f"#id_{name}", value)


def follow(reader, link):
    """The first link that fits is followed, and its page is there and fit to read."""
    with reader.page.expect_navigation():
        reader.page.locator(link).first.click()
    reader.check()


def send(reader):
    """The form of the page is sent, and the next page is there."""
    with reader.page.expect_navigation():
        reader.page.locator("main form .form-end button").first.click()


def press(reader, action):
    """The button that leads to `action` is pressed, and the next page is there."""
    with reader.page.expect_navigation():
        reader.page.locator(f"form[action='{action}'] button").first.click()


def vote(reader, choice):
    """The first ballot that waits on the page is cast."""
    reader.page.locator(f".my-vote .choice-{choice}").first.click()
    with reader.page.expect_navigation():
        reader.page.locator(".my-vote button").first.click()


def answer(reader, act, **given):
    """The act of a case is opened from its button, answered in its dialog and sent."""
    reader.page.locator(f"[data-dialog=ask-{act}]").first.click()
    for name, value in given.items():
        field = reader.page.locator(f"#ask-{act} [name={name}]")
        kind = field.first.get_attribute("type") or field.first.evaluate("one => one.tagName")
        if kind == "radio":
            reader.page.locator(f"#ask-{act} [name={name}][value='{value}']").check()
        elif kind == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    with reader.page.expect_navigation():
        reader.page.locator(f"#ask-{act} .dialog-end .btn").last.click()
