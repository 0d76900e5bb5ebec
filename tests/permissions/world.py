"""One small community that holds a row of every kind, each with a word in it that not everyone may read."""

from datetime import date, timedelta

from django.contrib.auth.models import AnonymousUser

from ronghe.lib.dates import today
from ronghe.members import actions as members
from ronghe.members.models import Person
from ronghe.members.states import RoleName, UnitKind, UnitStatus
from ronghe.placements import actions as placements
from ronghe.placements import consents
from tests import people
from tests.agreements import made
from tests.permissions.roles import ROLES, roles_named

LATER = today() + timedelta(days=200)


class World:
    """Units, the person of every role, and `rows` by area: what the tables name.

    `secrets` are words that stand in private texts, each with the roles that may read it anywhere in the house.
    """

    def __init__(self):
        self.secrets = {}
        self.cast = cast = people.Cast()
        self.officer, self.own, self.partner = cast.officer, cast.enterprise, cast.school
        self.stranger = people.unit(self.officer, kind=UnitKind.ENTERPRISE, name_zh="海口旁观文化", region="460100")
        self.suspended = people.unit(self.officer, name_zh="示范停牌学院", region="310000")
        self.former = people.unit(self.officer, name_zh="示范除名学院", region="310000")
        self.other_school = people.unit(self.officer, name_zh="示范旁观学院", region="310000")
        self.student = self._student("student", self.partner)
        self.fellow = self._student("fellow", self.other_school)
        self.newcomer = self._student("newcomer", self.other_school)
        self.people = self._people()
        self.person = self.people.__getitem__

    def _people(self):
        cast, owner, editor = self.cast, RoleName.OWNER, RoleName.EDITOR
        found = {
            "visitor": AnonymousUser(),
            "inactive": self._invited("inactive", self.own, owner),
            "outsider": cast.outsider,
            "student": self.student.person,
            "fellow": self.fellow.person,
            "newcomer": self.newcomer.person,
            "owner": cast.owner,
            "editor": self._invited("editor", self.own, editor),
            "partner-owner": made.dean(cast),
            "partner-editor": cast.editor,
            "stranger-owner": self._invited("stranger-owner", self.stranger, owner),
            "stranger-editor": self._invited("stranger-editor", self.stranger, editor),
            "suspended": self._invited("suspended", self.suspended, owner),
            "former": self._invited("former", self.former, owner),
            "official": cast.official,
            "officer": cast.officer,
            "auditor": self._invited("auditor", None, RoleName.AUDITOR),
            "security": self._invited("security", None, RoleName.SECURITY),
            "system": self._invited("system", None, RoleName.SYSTEM),
            "staff": Person.objects.create_user("staff@ronghe.example", name_zh="staff", is_staff=True),
            "superuser": Person.objects.create_superuser("root@ronghe.example", "moonlight-8", name_zh="root"),
        }
        assert set(found) == set(ROLES)
        return found

    def _student(self, name, school):
        """Somebody in the second year, who agreed to take part."""
        email, year = f"{name}@student.example", today().year
        given = {"programme": "510204", "enrolled": date(year - 2, 9, 1), "born": date(year - 20, 5, 5)}
        student = placements.enrol(by=self.officer, school=school, email=email, name_zh=name, number=name, **given)
        placements.agree(by=student.person, student=student, edition=consents.version())
        return student

    def _invited(self, short, unit, role):
        return people.person(self.officer, short, short, short, unit, role)

    def secret(self, name, *who):
        """A word to write into a row, which only these roles may find in any answer of the house."""
        word = f"canary{name.replace('-', '')}"
        self.secrets[word] = roles_named(who)
        return word

    def close(self):
        """What would stop the making of rows happens last: memberships end, an account is switched off."""
        for name, unit, to in (
            ("suspended", self.suspended, UnitStatus.SUSPENDED),
            ("former", self.former, UnitStatus.EXPELLED),
        ):
            reason = self.secret(f"why-{name}", name, "official", "officer", "auditor")
            members.change_unit_status(by=self.officer, unit=unit, to=to, reason=reason)
        Person.objects.filter(pk=self.person("inactive").pk).update(is_active=False)
