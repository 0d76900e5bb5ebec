from django.core.files.uploadedfile import SimpleUploadedFile

from ronghe.intake import actions
from ronghe.intake.models import ImportKind
from tests.doors import files
from tests.doors.test_imports import posting_rows


def rows(world):
    secret = world.secret("import", "own", "officer")
    given = [*posting_rows(2), {**posting_rows(1)[0], "编号": "", "数量": "很多", "标题": secret}]
    own = _checked(world, "owner", ImportKind.POSTINGS, given, unit=world.own)
    units = _checked(world, "officer", ImportKind.UNITS, files.units(count=4, faults={}))
    return {"own": {"pk": own.pk}, "units": {"pk": units.pk}, "missing": {"pk": 987654}}


def _checked(world, role, kind, given, **more):
    content = files.workbook(given)
    return actions.check_file(by=world.person(role), kind=kind, file_name="x.xlsx", content=content, **more)


def bodies(world):
    units, postings = files.workbook(files.units(count=3, faults={})), files.workbook(posting_rows(1))
    return {
        "upload(units)": lambda: {"file": SimpleUploadedFile("units.xlsx", units)},
        "upload(postings)": lambda: {"file": SimpleUploadedFile("p.xlsx", postings), "unit": world.own.pk},
        "people": {"email": "new@ronghe.example", "name_zh": "新人", "role": "editor", "unit": world.own.pk},
    }
