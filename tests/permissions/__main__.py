"""Every cell of the permission table: `python -m tests.permissions [area …]`; the last line is the figure."""

import os
import sys

from tests.permissions.standing import house
from tests.permissions.tables import areas

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ronghe.config.settings_test")


def main(*asked):
    with house() as stands:
        from tests.permissions.matrix import Report, cells_of

        whole = Report()
        for area in asked or areas():
            report = stands.judged(cells_of(area))
            print(f"{area}: {report}", *report.faults, sep="\n  ", flush=True)
            whole.add(report)
    print(whole)
    return bool(whole.faults)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
