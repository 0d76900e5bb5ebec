"""A small community on a database of its own, whose rounds and imports are done by processes that are killed."""

import os
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
DEMANDS, SUPPLIES = 12, 8
WORDS = ("ComfyUI 工作流", "电商海报设计", "短视频分镜", "Photoshop 修图", "三维建模", "提示词写作")


def environment(place, database):
    """The environment of a process of that community: its files in the folder `place`, its rows in `database`."""
    settings = {
        "DJANGO_SETTINGS_MODULE": "ronghe.config.settings",
        "RONGHE_SECRET_KEY": "only-for-tests",
        "RONGHE_VAR": str(place),
        "RONGHE_ENCODER": "chars",
        "RONGHE_LOG_LEVEL": "CRITICAL",
        "DATABASE_URL": database,
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }
    return {**os.environ, **settings}


def hasten(*, beat, lease):
    """Workers of this process beat, and are taken for dead, after so many seconds."""
    from ronghe.jobs import states

    states.BEAT, states.LEASE = timedelta(seconds=beat), timedelta(seconds=lease)


def prepare():
    """The community has its cast, demands and supplies. Returns the officer."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.people import Cast

    cast = Cast()
    for number in range(DEMANDS):
        _posting(cast.owner, cast.enterprise, number, kind="talent_order", title=f"订单班 {number}")
    for number in range(SUPPLIES):
        _posting(cast.editor, cast.school, number, kind="programme", title=f"专业 {number}", quantity=20 + number)
    return cast.officer


def _posting(by, owner, number, **columns):
    from ronghe.skills.bridge import read_posting
    from tests.people import posting

    text = "、".join(word for place, word in enumerate(WORDS) if (number + 3) >> place % 4 & 1) or WORDS[0]
    posting(by, owner, text=f"熟悉{text}。", skills=read_posting("", text), **columns)
