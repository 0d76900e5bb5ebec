"""What an applicant agrees to is kept with the application, and what is not needed any more is not kept."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from ronghe.ledger import queries as ledger
from ronghe.lib.dates import days_from, today
from ronghe.lib.refusals import Refused
from ronghe.members import actions, consent, queries, rules
from ronghe.members.models import Application, Material, Remark
from ronghe.members.states import ApplicationStatus
from tests.members.applying import application, record
from tests.people import ROLES

S = ApplicationStatus
ENDED = (S.REJECTED, S.WITHDRAWN)
KEPT = ("kind", "uscc", "name_zh", "region", "segment", "status", "status_at", "created_at", "consent_version")


# -- consent --


def test_who_agreed_to_what_and_when_is_kept(cast):
    made = application(cast.officer)
    assert (made.consent_version, made.consent_at) == (consent.version(), made.status_at)
    assert ledger.entries_on(made).first().facts["consent"] == consent.version()


@pytest.mark.parametrize("agreed", [None, "", "2020-01/180", "on"])
def test_without_consent_nothing_is_taken(cast, agreed):
    with pytest.raises(Refused, match=r"agree once more|consent"):
        actions.submit_application(record=record(), consent=agreed)
    assert not Application.objects.exists()


@pytest.mark.parametrize("role", ROLES)
def test_only_an_officer_enters_one_from_paper(cast, role):
    by = cast.by_name(role)
    assert rules.can_submit_application(by, None) is (role == "officer")
    if role == "officer":
        made = actions.submit_application(by=by, record=record())
        assert (made.consent_version, made.consent_at) == ("", None)
        assert ledger.entries_on(made).get().by_id == by.pk
    else:
        with pytest.raises(Refused):
            actions.submit_application(by=by, record=record())


def test_the_text_says_in_both_languages_what_the_law_asks(settings):
    settings.APPLICATION_RETENTION = 90
    for language, said in (("en", "after 90 days"), ("zh-hans", "在90天后删除")):
        with override(language):
            points = consent.text_of(consent.version())
        assert len(points) == 6
        assert any(said in words for _title, words in points)


def test_a_changed_setting_is_another_version(settings):
    before = consent.version()
    settings.APPLICATION_RETENTION += 1
    assert consent.version() != before
    with override("en"):
        assert consent.text_of(before) != consent.text_of(consent.version())


def test_every_edition_is_kept_and_the_last_is_shown():
    assert list(consent.EDITIONS)[-1] == consent.EDITION
    assert len(consent.version()) <= Application._meta.get_field("consent_version").max_length


def test_the_database_too_keeps_version_and_time_together(cast):
    made = application(cast.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=made.pk).update(consent_at=None)


# -- retention --


def due(settings, days=0):
    """The day on which what ended today is forgotten, `days` later."""
    return days_from(today(), settings.APPLICATION_RETENTION + days)


@pytest.mark.parametrize("status", ENDED)
def test_what_failed_is_forgotten(cast, settings, status):
    made = application(cast.officer, status)
    actions.add_remark(by=cast.officer, application=made, text="闻知禾来电")
    before = {name: getattr(Application.objects.get(pk=made.pk), name) for name in KEPT}
    assert actions.forget_applications(today=due(settings)) == 1
    made = Application.objects.get(pk=made.pk)
    assert (made.contact_name, made.contact_email, made.contact_phone) == ("", "", "")
    assert not Material.objects.exists()
    assert not Remark.objects.exists()
    assert {name: getattr(made, name) for name in KEPT} == before
    assert made.forgotten_at
    entry = ledger.entries_on(made).last()
    assert (entry.what, entry.by_id) == ("application.forgotten", None)
    assert entry.facts["papers"] == 1
    assert ledger.first_break("community") is None


@pytest.mark.parametrize("status", [status for status in S if status not in ENDED])
def test_what_goes_on_is_kept(cast, settings, status):
    made = application(cast.officer, status)
    assert actions.forget_applications(today=due(settings, 3650)) == 0
    assert Application.objects.get(pk=made.pk).contact_name == "闻知禾"
    assert made.materials.exists()


def test_not_a_day_too_early_and_once(cast, settings):
    application(cast.officer, S.REJECTED)
    application(cast.officer, S.WITHDRAWN)
    assert actions.forget_applications(today=due(settings, -1)) == 0
    assert actions.forget_applications(today=due(settings)) == 2
    assert actions.forget_applications(today=due(settings, 1)) == 0


def test_days_are_those_of_the_community(cast, settings):
    """Half past midnight in Shanghai is still the day before elsewhere."""
    made = application(cast.officer, S.REJECTED)
    at = datetime(2026, 3, 1, 16, 30, tzinfo=UTC)  # 2 March in Shanghai
    Application.objects.filter(pk=made.pk).update(status_at=at)
    last = at.date() + timedelta(days=settings.APPLICATION_RETENTION)
    assert not queries.applications_to_forget(last).exists()
    assert queries.applications_to_forget(days_from(last, 1)).exists()
