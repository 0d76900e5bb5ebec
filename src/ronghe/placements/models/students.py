"""Students, what they show of themselves, and their consent to take part."""

from django.db import models
from django.db.models import F, Q

from ronghe.members.models import Person, Unit
from ronghe.placements.states import StudentStatus


class Student(models.Model):
    """One person as a student of one school. Not a member of it: whoever is a student acts for nobody else."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="student")
    school = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="students")
    number = models.CharField(max_length=30)  # the school's own number for them
    programme = models.CharField(max_length=10)  # code of the catalogue of programmes
    enrolled = models.DateField()
    born = models.DateField()
    status = models.CharField(max_length=10, choices=StudentStatus, default=StudentStatus.ENROLLED)
    about = models.TextField(blank=True)  # what they can do, in their own words
    skills = models.JSONField(default=list, blank=True)  # ids of the vocabulary, as read and as chosen
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["school", "number"]
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="placements_number_once"),
            models.CheckConstraint(condition=Q(enrolled__gt=F("born")), name="placements_born_before"),
        ]

    def __str__(self):
        return str(self.person)


class Work(models.Model):
    """Something that a student has made, as they describe it."""

    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="works")
    title = models.CharField(max_length=120)
    text = models.CharField(max_length=1000)
    made_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_on", "-id"]

    def __str__(self):
        return self.title


class Consent(models.Model):
    """A student agreed to take part, in one edition of the text, until it was withdrawn; a minor with a guardian."""

    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="consents")
    edition = models.CharField(max_length=10)  # of consents.py
    given_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    guardian = models.CharField(max_length=60, blank=True)
    relation = models.CharField(max_length=30, blank=True)
    guardian_email = models.EmailField(blank=True)  # to sign the agreement
    statement = models.BinaryField(null=True, blank=True)  # what the guardian signed, as it came
    statement_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-given_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["student"], condition=Q(withdrawn_at__isnull=True), name="placements_consent_once"
            ),
            models.CheckConstraint(
                condition=Q(guardian="", relation="", statement_digest="")
                | ~(Q(guardian="") | Q(relation="") | Q(statement_digest="")),
                name="placements_guardian_whole",
            ),
        ]

    def __str__(self):
        return f"{self.student_id} {self.edition}"
