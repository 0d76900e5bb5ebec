from ronghe.docking import actions
from ronghe.docking.models import Round
from ronghe.jobs.models import Job


def rows(world):
    secret = world.secret("round", "members", "official", "officer")
    done = actions.open_round(by=world.officer, name=f"轮次 {secret}")
    actions.run_round(round_id=done.pk)
    failed = actions.open_round(by=world.officer, name=f"轮次 {world.secret('failed-round', 'officer')}")
    Round.objects.filter(pk=failed.pk).update(status="failed")
    Job.objects.filter(pk=failed.job_id).update(status="failed")
    world.round = Round.objects.get(pk=done.pk)
    return {"done": {"pk": done.pk}, "failed": {"pk": failed.pk}, "missing": {"pk": 987654}}


def bodies(world):
    return {"list": {"name": "下一轮", "top": 10}}
