"""The life of an agreement, of its approval, of its obligations, and how it may be signed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AgreementStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("agreement", "draft")
    APPROVAL = "approval", _("in approval")
    SIGNING = "signing", pgettext_lazy("agreement", "being signed")
    IN_FORCE = "in_force", _("in force")
    FULFILLED = "fulfilled", _("fulfilled")
    TERMINATED = "terminated", _("terminated")
    EXPIRED = "expired", pgettext_lazy("agreement", "expired")
    AMENDED = "amended", _("replaced by its amendment")


MOVES = {
    AgreementStatus.DRAFT: (AgreementStatus.APPROVAL, AgreementStatus.TERMINATED),
    AgreementStatus.APPROVAL: (AgreementStatus.DRAFT, AgreementStatus.SIGNING, AgreementStatus.TERMINATED),
    AgreementStatus.SIGNING: (AgreementStatus.DRAFT, AgreementStatus.IN_FORCE, AgreementStatus.TERMINATED),
    AgreementStatus.IN_FORCE: (
        AgreementStatus.FULFILLED,
        AgreementStatus.TERMINATED,
        AgreementStatus.EXPIRED,
        AgreementStatus.AMENDED,
    ),
    AgreementStatus.FULFILLED: (),
    AgreementStatus.TERMINATED: (),
    AgreementStatus.EXPIRED: (),
    AgreementStatus.AMENDED: (),
}
SIGNED = (  # what every party has signed, whether or not it still binds
    AgreementStatus.IN_FORCE,
    AgreementStatus.FULFILLED,
    AgreementStatus.EXPIRED,
    AgreementStatus.AMENDED,
)
UNSIGNED = (AgreementStatus.DRAFT, AgreementStatus.APPROVAL, AgreementStatus.SIGNING)


class Language(models.TextChoices):
    BOTH = "both", _("Chinese and English, side by side")
    CHINESE = "zh-hans", _("Chinese")
    ENGLISH = "en", _("English")


class Decision(models.TextChoices):
    WAITING = "waiting", _("waiting")
    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("returned")
    VOID = "void", _("void: the text was changed")


DECISION_MOVES = {
    Decision.WAITING: (Decision.APPROVED, Decision.RETURNED, Decision.VOID),
    Decision.APPROVED: (Decision.VOID,),
    Decision.RETURNED: (),
    Decision.VOID: (),
}


class Method(models.TextChoices):
    PADES = "pades", _("electronic signature")
    SCAN = "scan", _("signed on paper, scanned")


class ObligationStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("obligation", "open")
    REPORTED = "reported", _("reported, not yet confirmed")
    DONE = "done", pgettext_lazy("obligation", "met")


OBLIGATION_MOVES = {
    ObligationStatus.OPEN: (ObligationStatus.REPORTED,),
    ObligationStatus.REPORTED: (ObligationStatus.REPORTED, ObligationStatus.OPEN, ObligationStatus.DONE),
    ObligationStatus.DONE: (),
}
