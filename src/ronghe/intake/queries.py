"""Imports, named by what returns."""

from collections import Counter

from django.db.models import Q

from ronghe.intake import faults, parsing, planning
from ronghe.intake.models import Import
from ronghe.jobs.queries import jobs_about
from ronghe.members.queries import units_of
from ronghe.members.rules import is_secretariat

ACCEPTANCE = "intake.import"  # the kind of job


def imports_visible_to(person):
    """The imports that `person` may see, newest first, without the files themselves."""
    imports = Import.objects.select_related("unit", "by").defer("file")
    return imports if is_secretariat(person) else imports.filter(Q(unit__in=units_of(person)))


def acceptance_of(import_):
    """The job that accepts the file, or None where nobody asked a worker to."""
    return jobs_about(ACCEPTANCE, import_.pk).first()


def faults_of(import_):
    """What is wrong with the file, in the order of its rows."""
    return faults.from_json(import_.refused)


def refused_rows(import_):
    """[(row, its faults)] of the rows that were refused; row 0 is the file as a whole."""
    rows = {}
    for fault in faults_of(import_):
        rows.setdefault(fault.row, []).append(fault)
    return sorted(rows.items())


def outlook(import_):
    """{created | updated | unchanged: how many rows}: what accepting the file would do now, or did."""
    if import_.accepted_at:
        return Counter(row["what"] for row in import_.receipt)
    records, _wrong = parsing.records_of(import_.kind, parsing.read_file(import_.kind, bytes(import_.file)))
    return Counter(step.what for step in planning.plan(import_.kind, import_.unit, records)[0])
