"""Rounds of every status; two demands that nobody meets, one of them private; a proposal that was set aside."""

from datetime import timedelta

from ronghe.docking import actions
from ronghe.docking.models import Round
from ronghe.jobs.models import Job
from ronghe.lib.dates import today
from ronghe.postings.states import Kind, Visibility
from tests import people

ALL = ("members", "official", "officer")


def rows(world):
    unmet, private = _unmet(world, "unmet", *ALL), _unmet(world, "unmet-private", "own", "officer", hidden=True)
    failed = actions.open_round(by=world.officer, name=f"轮次 {world.secret('failed-round', 'officer')}")
    Round.objects.filter(pk=failed.pk).update(status="failed")
    Job.objects.filter(pk=failed.job_id).update(status="failed")
    published = _run(world, world.secret("round", *ALL))
    actions.publish_round(by=world.officer, round_=published)
    done = _run(world, world.secret("done-round", "officer"))
    struck, proposal = done.proposals.order_by("pk")[:2]
    reason = world.secret("struck", "officer", "auditor")
    actions.strike_proposal(by=world.officer, proposal=struck, reason=reason)
    announced, called_off = _announced(world, "announced"), _announced(world, "called-off")
    why = world.secret("why-called-off", *ALL, "auditor")
    actions.call_off_round(by=world.officer, round_=called_off, reason=why)
    world.round, world.failed_round = Round.objects.get(pk=published.pk), Round.objects.get(pk=failed.pk)
    theirs = published.proposals.first().pk
    found = {"failed": failed, "published": published, "done": done, "announced": announced, "called-off": called_off}
    return {
        **{name: {"pk": one.pk} for name, one in found.items()},
        "unmet": {"pk": published.pk, "demand": unmet.pk},
        "unmet-private": {"pk": published.pk, "demand": private.pk},
        "unmet-done": {"pk": done.pk, "demand": unmet.pk},
        "met": {"pk": published.pk, "demand": world.postings["public"].pk},
        "proposal": {"pk": done.pk, "proposal": proposal.pk},
        "struck": {"pk": done.pk, "proposal": struck.pk},
        "of-another": {"pk": done.pk, "proposal": theirs},
        "of-published": {"pk": published.pk, "proposal": theirs},
        "missing": {"pk": 987654},
    }


def _unmet(world, secret, *who, hidden=False):
    """An open demand of the own unit of a kind that nobody offers."""
    visibility = Visibility.PRIVATE if hidden else Visibility.MEMBERS
    given = {"kind": Kind.EQUIPMENT_NEEDED, "title": f"设备 {world.secret(secret, *who)}", "visibility": visibility}
    return people.posting(world.person("owner"), world.own, **given)


def _run(world, secret):
    """A round that has run and puts nothing before anybody, so that no pair is in a case."""
    opened = actions.open_round(by=world.officer, name=f"轮次 {secret}", put=0)
    return actions.run_round(round_id=opened.pk)


def _announced(world, name):
    note, day = world.secret(f"{name}-round", *ALL), today()
    return actions.announce_round(
        by=world.officer, name=f"轮次 {note}", opens=day, closes=day + timedelta(days=9), note=note
    )


def bodies(world):
    opened, day = {"name": "下一轮", "top": 10, "put": 3}, today()
    return {
        "list": opened,
        "announce": {**opened, "opens": day, "closes": day + timedelta(days=9), "note": "示范"},
        "strike": {"reason": "示范理由"},
        "act(call-off)": {"reason": "示范理由"},
    }
