"""What members keep: units and people, their accounts, applications, terms, delegates, changes made to many at once."""

from ronghe.members.models.accounts import Counter, FailedSignIn, Invitation
from ronghe.members.models.admission import Application, Material, Remark
from ronghe.members.models.terms import BulkChange, Delegate, MembershipTerm
from ronghe.members.models.units import Person, PersonManager, Role, Unit, in_language

__all__ = [
    "Application",
    "BulkChange",
    "Counter",
    "Delegate",
    "FailedSignIn",
    "Invitation",
    "Material",
    "MembershipTerm",
    "Person",
    "PersonManager",
    "Remark",
    "Role",
    "Unit",
    "in_language",
]
