"""What members keep: units and people, applications, terms, delegates, and changes made to many units at once."""

from ronghe.members.models.admission import Application, Material, Remark
from ronghe.members.models.terms import BulkChange, Delegate, MembershipTerm
from ronghe.members.models.units import Person, PersonManager, Role, Unit, in_language

__all__ = [
    "Application",
    "BulkChange",
    "Delegate",
    "Material",
    "MembershipTerm",
    "Person",
    "PersonManager",
    "Remark",
    "Role",
    "Unit",
    "in_language",
]
