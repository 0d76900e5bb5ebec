"""Every cell of the permission table: `python -m tests.permissions [area …]`; the last line is the figure."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ronghe.config.settings_test")


def main(*asked):
    from tests.permissions.matrix import Report, cells_of
    from tests.permissions.standing import house
    from tests.permissions.tables import areas

    whole = Report()
    with house() as asked_house:
        for area in asked or areas():
            report = asked_house.judged(cells_of(area))
            print(f"{area}: {report}", *report.faults, sep="\n  ", flush=True)
            whole.add(report)
    print(whole)
    return bool(whole.faults)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
