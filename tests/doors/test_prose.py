"""What people write is shown as they typed it: addresses are links, nothing else is markup."""

from html.parser import HTMLParser

import pytest

from ronghe.web.templatetags.prose import prose

HOSTILE = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//x.example></sCrIpT>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext></p><img src=x onerror=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    '<a href="jav&#x09;ascript:alert(1)">x</a>',
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    'https://x.example/"onmouseover="alert(1)',
    "https://x.example/'onmouseover='alert(1)",
    "https://x.example/><script>alert(1)</script>",
    "https://x.example/<script>alert(1)</script>",
    "https://javascript:alert(1)@x.example/",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=x></object><embed src=x><base href=//x.example>",
    "<form action=//x.example><input autofocus onfocus=alert(1)>",
    "<style>*{background:url(//x.example)}</style>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "</p></blockquote></template><script>alert(1)</script>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "{{7*7}} {% load x %} ${7*7} <%= 7*7 %>",
    "\u2028<script>\u2029alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "<img\x00src=x onerror=alert(1)>",
    "<\x0cscript>alert(1)</script>",
]


class Seen(HTMLParser):
    """The elements of a piece of HTML, and its words."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.words = [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += data


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_words(text):
    seen = Seen(prose(text))
    assert seen.words == text.replace("\x00", "�") or "\x00" in text
    for tag, attributes in seen.tags:
        assert (tag, set(attributes)) == ("a", {"href", "rel"})
        assert attributes["href"].startswith("https://x.example/") or "@x.example" in attributes["href"]
        assert attributes["rel"] == "noopener nofollow"


def test_without_the_filter_they_would_be_markup():
    assert any(Seen(text).tags for text in HOSTILE)


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("看 https://a.example/b?c=1&d=2，谢谢", ["https://a.example/b?c=1&d=2"]),
        ("见https://a.example。", ["https://a.example"]),
        ("(see https://a.example/x.) and HTTP://b.example!", ["https://a.example/x", "HTTP://b.example"]),
        ("write to wen@a.example or a.example", []),
        ("ftp://a.example file:///etc/passwd //a.example", []),
        ("", []),
        (None, []),
    ],
)
def test_addresses_are_links_and_end_where_chinese_begins(text, addresses):
    assert [attributes["href"] for _tag, attributes in Seen(prose(text)).tags] == addresses


def test_lines_and_spaces_stay():
    assert prose("甲\n\n乙  <b>") == "甲\n\n乙  &lt;b&gt;"


def test_signs_that_turn_the_direction_are_taken_out():
    assert prose("发票\u202egpj.exe\u2066") == "发票gpj.exe"
