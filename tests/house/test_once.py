"""Every address that takes a POST is acted on once for each key, or says why sending it twice is harmless."""

from inspect import getclosurevars
from pathlib import Path

import pytest
from django.urls import URLPattern, get_resolver
from django.views.decorators.http import require_GET, require_http_methods

from ronghe.web.once import is_covered, repeatable

TEMPLATES = Path(__file__).parents[2] / "src" / "ronghe" / "web" / "templates"
ONCE = set(
    """
    accounts:bot accounts:notice-settings accounts:profile acting:answer
    agreements:act agreements:approve agreements:edit agreements:link agreements:new agreements:obligation
    agreements:return agreements:scan agreements:sign
    applications:act applications:apply applications:remark applications:revise applications:withdraw
    cases:act cases:agreement cases:message cases:milestone cases:plan
    council:add-item council:attendance council:define council:dissolve council:edit-meeting council:edit-motion
    council:edit-title council:end-proxy council:end-seat council:end-title council:found council:grant
    council:meeting-act council:motion-act council:new-meeting council:new-motion council:proxy council:remove-item
    council:seat council:void-title council:vote
    credentials:new credentials:reissue credentials:revoke credentials:rotate docking:propose
    imports:people imports:upload letters:again
    lists:approve lists:discard lists:edit lists:new lists:withdraw
    members:appoint members:bulk members:bulk_undo members:edit members:end_delegate members:invite_again members:renew
    members:status outcomes:decide outcomes:weights postings:act postings:edit postings:new rounds:list
    postings:confirm-model jobs:act rounds:act rounds:announce rounds:restore rounds:strike
    placements:act placements:announce placements:by-hand placements:consent placements:edit-seat
    placements:edit-student placements:enrol placements:enrol-many placements:new-seat placements:profile
    placements:rank-act placements:remove-work placements:seat-act placements:student-act placements:withdraw-consent
    accounts:end-session invitation letters:show members:revoke_invitation members:show_contact security:act
    privacy:ask privacy:back privacy:consent privacy:copy privacy:erasure privacy:request
    places:act places:answer places:change places:log places:mentor-assess places:mentor-see places:report
    places:resolve places:see places:visit
    vocabulary:look vocabulary:propose vocabulary:publish vocabulary:together vocabulary:withdraw vocabulary:word
    """.split()
)
REPEATABLE = {  # the reason stands at the view
    "accounts:enter", "accounts:read-notices", "acting:unsubscribe", "agreements:verify", "credentials:verify",
    "imports:accept", "placements:rank", "postings:ask-model", "postings:read", "preferences", "styleguide",
}  # fmt: skip
ELSEWHERE = {  # what others bring: the beginning of its name, and why no key is needed
    "account_": "signing in and out, passwords: they change the session, and a second time changes it to the same",
    "admin:": "shows only",
    "mfa_": "second factors: a code works once, and what is on or off stays so",
}


def routes(resolver, space=""):
    """(name, view) of every address below the resolver."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name}", entry.callback
        else:
            yield from routes(entry, f"{space}{entry.namespace}:" if entry.namespace else space)


def takes_post(view):
    """False where a decorator of the view allows other methods only; one that is not limited takes any."""
    while view and hasattr(view, "__code__"):
        if "request_method_list" in view.__code__.co_freevars:
            return "POST" in getclosurevars(view).nonlocals["request_method_list"]
        view = getattr(view, "__wrapped__", None)
    return True


def undeclared(found):
    """Names of addresses that take a POST and are not covered as they are declared, or are not declared."""
    for name, view in found:
        if not takes_post(view) or name.startswith(tuple(ELSEWHERE)):
            continue
        declared = {True: ONCE, False: REPEATABLE}[is_covered(view)]
        if name not in declared:
            yield name


def test_every_post_is_declared_and_covered_as_declared():
    assert list(undeclared(routes(get_resolver()))) == []


def test_nothing_is_declared_that_is_not_there():
    there = {name for name, view in routes(get_resolver()) if takes_post(view)}
    assert (ONCE | REPEATABLE) - there == set()
    assert [start for start in ELSEWHERE if not any(name.startswith(start) for name in there)] == []


def test_the_search_bites():
    def view(request):
        pass

    view.__module__ = "ronghe.web.made_up"
    only_read = require_GET(view)
    assert list(undeclared([("new", view), ("read", only_read), ("cases:act", view)])) == ["new"]
    assert list(undeclared([("new", require_http_methods(["GET", "POST"])(view))])) == ["new"]
    assert list(undeclared([("cases:act", repeatable("said so")(view))])) == ["cases:act"]


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_every_form_that_is_posted_has_its_key(path):
    """`{% csrf_token %}` brings it; there is no other way to write a form that works."""
    for form in path.read_text("utf-8").split("<form")[1:]:
        tag, _, inside = form.partition("</form>")[0].partition(">")
        assert 'method="post"' not in tag or "{% csrf_token %}" in tag + inside
