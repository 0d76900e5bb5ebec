"""Kinds of member unit, kinds of role, the life of a membership, and what keeps accounts safe."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UnitKind(models.TextChoices):
    ENTERPRISE = "enterprise", _("enterprise")
    SCHOOL = "school", _("school")
    GOVERNMENT = "government", _("government body")
    ASSOCIATION = "association", _("industry association")
    RESEARCH_INSTITUTE = "research_institute", _("research institute")
    FINANCIAL_INSTITUTION = "financial_institution", _("financial institution")


class Segment(models.TextChoices):
    AIGC = "aigc", _("AI-generated content")
    GAME = "game", _("games")
    ANIMATION = "animation", pgettext_lazy("segment", "animation")
    FILM = "film", _("film and television")
    MEDIA = "media", _("converged media and live streaming")
    DESIGN = "design", _("creative design")
    XR = "xr", _("extended reality and digital twins")
    CULTURE = "culture", _("culture, tourism and heritage")
    EDUCATION = "education", pgettext_lazy("segment", "education")


class UnitStatus(models.TextChoices):
    ACTIVE = "active", _("active member")
    SUSPENDED = "suspended", _("suspended")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPELLED = "expelled", _("expelled")


MOVES = {
    UnitStatus.ACTIVE: (UnitStatus.SUSPENDED, UnitStatus.WITHDRAWN, UnitStatus.EXPELLED),
    UnitStatus.SUSPENDED: (UnitStatus.ACTIVE, UnitStatus.WITHDRAWN, UnitStatus.EXPELLED),
    UnitStatus.WITHDRAWN: (),  # comes back by a new application only
    UnitStatus.EXPELLED: (),
}
FORMER = (UnitStatus.WITHDRAWN, UnitStatus.EXPELLED)


class ApplicationStatus(models.TextChoices):
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned to the applicant")
    REVIEWED = "reviewed", _("reviewed, before the council")
    APPROVED = "approved", _("approved by the council")
    SIGNING = "signing", _("being signed")
    ADMITTED = "admitted", _("admitted")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "withdrawn")


APPLICATION_MOVES = {
    ApplicationStatus.SUBMITTED: (
        ApplicationStatus.REVIEWED,
        ApplicationStatus.RETURNED,
        ApplicationStatus.REJECTED,
        ApplicationStatus.WITHDRAWN,
    ),
    ApplicationStatus.RETURNED: (
        ApplicationStatus.SUBMITTED,
        ApplicationStatus.REJECTED,
        ApplicationStatus.WITHDRAWN,
    ),
    ApplicationStatus.REVIEWED: (
        ApplicationStatus.APPROVED,
        ApplicationStatus.RETURNED,
        ApplicationStatus.REJECTED,
        ApplicationStatus.WITHDRAWN,
    ),
    ApplicationStatus.APPROVED: (ApplicationStatus.SIGNING, ApplicationStatus.WITHDRAWN),
    ApplicationStatus.SIGNING: (ApplicationStatus.ADMITTED, ApplicationStatus.WITHDRAWN),
    ApplicationStatus.ADMITTED: (),
    ApplicationStatus.REJECTED: (),
    ApplicationStatus.WITHDRAWN: (),
}
ENDED = (ApplicationStatus.REJECTED, ApplicationStatus.WITHDRAWN)  # without an admission
WAITS_FOR = {  # whose act is next; a decided application waits for nobody
    ApplicationStatus.SUBMITTED: "secretariat",
    ApplicationStatus.RETURNED: "applicant",
    ApplicationStatus.REVIEWED: "council",
    ApplicationStatus.APPROVED: "secretariat",
    ApplicationStatus.SIGNING: "secretariat",
}


class BulkKind(models.TextChoices):
    RENEW = "renew", _("renewal of terms")
    SUSPEND = "suspend", _("suspension of memberships")


class RoleName(models.TextChoices):
    SECRETARIAT = "secretariat", _("secretariat officer")  # of the community
    OFFICIAL = "official", _("observing official")  # of the community, reads only
    AUDITOR = "auditor", _("auditor")  # of the community: the ledger, jobs, what was exported; writes nothing
    SECURITY = "security", _("security administrator")  # of the community: accounts, and no content
    SYSTEM = "system", _("system administrator")  # of the community: jobs, backups, settings; no content, no roles
    OWNER = "owner", _("unit administrator")  # of a unit
    EDITOR = "editor", _("unit editor")  # of a unit


COMMUNITY_ROLES = (
    RoleName.SECRETARIAT,
    RoleName.OFFICIAL,
    RoleName.AUDITOR,
    RoleName.SECURITY,
    RoleName.SYSTEM,
)
APART = {  # separation of duties: nobody holds one of these together with one of the others beside it
    RoleName.AUDITOR: (RoleName.SECRETARIAT, RoleName.SECURITY, RoleName.SYSTEM, RoleName.OWNER, RoleName.EDITOR),
    RoleName.SECURITY: (RoleName.SYSTEM,),
}

SECOND_FACTOR = (  # who signs in with a second factor where the settings require one
    RoleName.SECRETARIAT,
    RoleName.AUDITOR,
    RoleName.SECURITY,
    RoleName.SYSTEM,
    RoleName.OWNER,
)
ATTEMPTS = 5  # failed sign-ins for one account from one address of the network …
ATTEMPTS_WITHIN = timedelta(hours=1)  # … each within so long of the one before
LOCKED_FOR = timedelta(minutes=30)
INVITATION_LASTS = timedelta(days=7)
