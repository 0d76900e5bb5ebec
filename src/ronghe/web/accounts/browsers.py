"""What people call a browser, from what it says of itself."""

import re

BROWSERS = (  # the first that fits: many name others besides themselves
    ("WeChat", r"MicroMessenger/"),
    ("Edge", r"Edg(?:e|A|iOS)?/"),
    ("Firefox", r"(?:Firefox|FxiOS)/"),
    ("Chrome", r"(?:Chrome|CriOS)/"),
    ("Safari", r"Safari/"),
)
SYSTEMS = (
    ("HarmonyOS", r"HarmonyOS|OpenHarmony"),
    ("Android", r"Android"),
    ("iOS", r"iPhone|iPad"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X"),
    ("Linux", r"Linux"),
)


def browser_of(agent):
    """Such as “Firefox · Windows”; the beginning of what it says where nothing is known. Names, in no language."""
    known = [next((name for name, sign in table if re.search(sign, agent)), None) for table in (BROWSERS, SYSTEMS)]
    return " · ".join(filter(None, known)) or agent[:60]
