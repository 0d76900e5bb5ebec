"""Official lists, named by what returns."""

from collections import Counter

from ronghe.credentials.numbers import normal_number
from ronghe.docking.lists import content
from ronghe.docking.lists.states import SHOWS, ListStatus
from ronghe.docking.models import OfficialList, Round
from ronghe.docking.states import FOUND
from ronghe.members.rules import is_secretariat


def lists_visible_to(person):
    """Every list that `person` may know of, latest first; drafts are the secretariat's. Their rows are left unread."""
    lists = OfficialList.objects.select_related("unit", "round").defer("rows", "round__inputs")
    return lists if is_secretariat(person) else lists.exclude(status=ListStatus.DRAFT)


def list_by_code(text):
    """The list with this verify code, as a person typed or scanned it; None where there is none."""
    code = normal_number(text)
    return OfficialList.objects.filter(code=code).first() if code else None


def rows_of(official):
    """The entries: frozen, or what they would be if the draft were approved now."""
    return content.rows_for(official) if official.status == ListStatus.DRAFT else official.rows


def names_of(official):
    """{unit, community, round}, each in both languages: frozen, or as they are now."""
    return content.names_for(official) if official.status == ListStatus.DRAFT else official.names


def left_out(official):
    """{visibility: how many} of open postings that the draft leaves out, because not all its readers may see them."""
    hidden = content.open_for(official).exclude(visibility__in=SHOWS[official.audience])
    return dict(Counter(hidden.order_by().values_list("visibility", flat=True)))


def rounds_to_list():
    """The rounds whose inputs a list may be drawn from, latest first."""
    return Round.objects.defer("inputs").filter(status__in=FOUND)
