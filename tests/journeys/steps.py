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
