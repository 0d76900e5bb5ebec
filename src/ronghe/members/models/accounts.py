"""What keeps accounts safe: failed sign-ins, invitations, and the counters of rate limits."""

from django.db import models
from django.db.models import F, Q

from ronghe.members.models.units import Person, Unit
from ronghe.members.states import RoleName


class FailedSignIn(models.Model):
    """How often signing in failed for one account from one address of the network, and until when it is locked.

    Rows of addresses that nobody has are kept too: whoever guesses must not see which accounts there are.
    """

    email = models.EmailField()  # in small letters, as it was typed
    address = models.GenericIPAddressField()
    count = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-last_at"]
        constraints = [models.UniqueConstraint(fields=["email", "address"], name="members_failed_once")]

    def __str__(self):
        return f"{self.email} × {self.count}"


class Invitation(models.Model):
    """One letter that lets one person choose a password, for one role of one unit (or of the community), once.

    The token is in the letter and nowhere else; here stands its digest.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations")
    role = models.CharField(
        max_length=20, choices=RoleName, blank=True
    )  # empty: as a student of the unit, which acts for nobody
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    digest = models.CharField(max_length=64, unique=True)  # SHA-256
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True), name="members_invitation_one_end"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="members_invitation_lasts"),
        ]

    def __str__(self):
        return f"{self.person} · {self.role}"


class Counter(models.Model):
    """A row of Django's cache (settings.CACHES), which keeps it: rate limits count alike in every process."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "members_counter"

    def __str__(self):
        return self.cache_key
