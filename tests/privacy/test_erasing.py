"""An erased person leaves no name behind, and breaks nothing of others."""

import json

import pytest
from django.contrib.auth import authenticate
from django.test import Client
from django.utils.translation import override

from ronghe.docking import actions as docking
from ronghe.docking.models import Message
from ronghe.docking.states import Seat
from ronghe.ledger import queries as ledger
from ronghe.lib.personal import Erasure
from ronghe.lib.refusals import Refused
from ronghe.members import actions as members
from ronghe.members.models import Person, Role, Unit
from ronghe.members.queries import people_of
from ronghe.members.states import RoleName
from ronghe.notices import actions as notices
from ronghe.notices.models import Letter, Notice, Preference
from ronghe.postings.models import Posting
from ronghe.privacy import actions, consents, declarations
from ronghe.privacy.copies import copy_of, held
from ronghe.privacy.models import Consent
from ronghe.privacy.rules import Guardian
from ronghe.privacy.states import Optional, RequestKind, RequestStatus
from tests.docking import cases
from tests.members.applying import application
from tests.people import person
from tests.privacy.traces import traces

NAMES = ("王筱雨", "Wang Xiaoyu", "xiaoyu@ronghe.example")
KEPT = {"members.Delegate.name"}  # who spoke for the unit


@pytest.fixture
def xiaoyu(cast):
    """王筱雨 of the enterprise, who has been everywhere that an account can go."""
    by = person(cast.officer, "xiaoyu", *NAMES[:2], cast.enterprise, RoleName.OWNER)
    by.set_password("moonlight-8")
    by.save()
    members.update_unit(by=by, unit=cast.enterprise, contact_name=NAMES[0], contact_email=by.email)
    members.appoint_delegate(by=by, unit=cast.enterprise, person=by, name=NAMES[0], post="总监", start="2026-01-01")
    application(cast.officer, contact_name=NAMES[0], contact_email=by.email, contact_phone="13812345678")
    case = cases.proposed(cast)
    Posting.objects.filter(pk=case.demand_id).update(contact=by)
    docking.express_interest(by=by, case=case, seat=Seat.DEMAND)
    docking.express_interest(by=cast.editor, case=case, seat=Seat.SUPPLY)
    docking.post_message(by=by, case=case, text="下周二可以面谈")
    actions.give_consent(by=by, to=Optional.DIRECTORY, version=consents.version_of(Optional.DIRECTORY))
    signed = Guardian(NAMES[0], "本人", NAMES[0].encode())
    actions.give_consent(by=by, to=Optional.BOTS, version=consents.version_of(Optional.BOTS), guardian=signed)
    notices.connect(by=by, channel="wecom", key="abcd-1234-efgh")
    notices.write(to=by.email, language="zh-hans", code="application.submitted", path="/x/", number=NAMES[0])
    return Person.objects.get(pk=by.pk)


def asked(by):
    return actions.ask(by=by, kind=RequestKind.ERASURE)


def erased(cast, by):
    actions.decide(by=cast.officer, request=asked(by), to=RequestStatus.DONE)
    return Person.objects.get(pk=by.pk)


def test_no_name_is_left_anywhere(cast, xiaoyu):
    assert len(traces(*NAMES)) > 10
    erased(cast, xiaoyu)
    assert traces(*NAMES) == KEPT
    assert {declarations.declared()[name].erasure for name in KEPT} == {Erasure.KEEP}
    assert not Consent.objects.filter(person=xiaoyu).exists()
    assert not Notice.objects.filter(person_id=xiaoyu.pk).exists()
    assert not Letter.objects.filter(to=NAMES[2]).exists()
    assert not Preference.objects.filter(person_id=xiaoyu.pk).exists()


@pytest.mark.parametrize("forgotten", ["members.Unit.contact_email", "notices.Letter.to"])
def test_a_column_that_is_left_out_is_noticed(cast, xiaoyu, monkeypatch, forgotten):
    """The guard taken away: one declaration less, and its name is found."""
    model, _dot, column = forgotten.rpartition(".")
    rest = [
        (one, whose, columns) for one, whose, columns in declarations.tables()
        if not (one._meta.label == model and column in columns)
    ]  # fmt: skip
    monkeypatch.setattr("ronghe.privacy.actions.erasing.tables", lambda: rest)
    erased(cast, xiaoyu)
    assert any(name.startswith(model) for name in traces(*NAMES))


def test_a_former_user_is_called_so_everywhere(cast, xiaoyu):
    gone = erased(cast, xiaoyu)
    for language, words in (("en", "Former user"), ("zh-hans", "已注销用户")):
        with override(language):
            assert str(gone) == gone.get_full_name() == words
            assert str(Message.objects.get().by) == words
    assert gone.email.endswith(".invalid")


def test_an_erased_account_does_nothing_any_more(cast, xiaoyu):
    client = Client()
    client.force_login(xiaoyu, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/me/").status_code == 200
    gone = erased(cast, xiaoyu)
    assert client.get("/me/").url.startswith("/account/login/")
    assert not gone.is_active
    assert not gone.has_usable_password()
    assert authenticate(email=NAMES[2], password="moonlight-8") is None
    assert not Role.objects.filter(person=gone).exists()
    assert gone not in people_of(cast.enterprise)


def test_what_others_need_stays(cast, xiaoyu):
    erased(cast, xiaoyu)
    assert Message.objects.get().text == "下周二可以面谈"
    assert Posting.objects.filter(contact=xiaoyu).count() == 0
    assert Unit.objects.get(pk=cast.enterprise.pk).name_zh == cast.enterprise.name_zh
    for chain in ledger.chains():
        assert ledger.first_break(chain) is None


def test_the_ledger_says_that_and_how_much_but_not_who(cast, xiaoyu):
    erased(cast, xiaoyu)
    entry = ledger.entries_on(xiaoyu).last()
    assert (entry.what, entry.by_id) == ("person.erased", cast.officer.pk)
    assert entry.facts["rows"]["members.Role"] == 1
    assert not any(name in json.dumps(entry.facts, ensure_ascii=False) for name in NAMES)


def test_others_are_untouched(cast, xiaoyu):
    before = copy_of(cast.editor).data
    erased(cast, xiaoyu)
    assert copy_of(cast.editor).data == before


def test_the_address_can_be_invited_again_as_somebody_new(cast, xiaoyu):
    erased(cast, xiaoyu)
    again = person(cast.officer, "xiaoyu", "王新", "", cast.enterprise, RoleName.EDITOR)
    assert again.pk != xiaoyu.pk


def test_refused_nothing_is_erased(cast, xiaoyu):
    actions.decide(by=cast.officer, request=asked(xiaoyu), to=RequestStatus.REFUSED, answer="协议待签署")
    xiaoyu.refresh_from_db()
    assert xiaoyu.email == NAMES[2]


def test_the_last_officer_is_not_erased(cast):
    with pytest.raises(Refused, match="only secretariat officer"):
        actions.erase(by=None, person=cast.officer)


# -- the copy --


def test_the_copy_holds_what_is_theirs(cast, xiaoyu):
    copy = actions.copy_out(by=xiaoyu)
    text = json.dumps(copy.data, ensure_ascii=False)
    for words in (*NAMES, "下周二可以面谈", "13812345678"):
        assert words in text
    assert copy.files == {f"files/privacy.consent-{Consent.objects.get(to='bots').pk}-statement.bin": NAMES[0].encode()}
    assert ledger.entries_on(xiaoyu).last().facts == {"rows": copy.counts.total(), "files": 1}


def test_the_copy_holds_no_secret_and_nothing_of_others(cast, xiaoyu):
    docking_text = "只有对方知道"
    docking.post_message(by=cast.editor, case=Message.objects.get().case, text=docking_text)
    text = json.dumps(copy_of(xiaoyu).data, ensure_ascii=False)
    for secret in (xiaoyu.password, "abcd-1234-efgh", docking_text, cast.editor.email, cast.officer.email):
        assert secret not in text


def test_what_is_held_is_said_by_purpose(cast, xiaoyu):
    found = {str(one.purpose): one for one in held(xiaoyu)}
    assert {"account", "membership", "docking", "notices", "rights", "trust"} <= set(found)
    assert found["docking"].stays
    assert found["account"].rows >= 1
    assert "council" not in {str(one.purpose) for one in held(cast.outsider)}
