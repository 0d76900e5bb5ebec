"""Days as the community counts them: in the time zone of the settings."""

from datetime import date, timedelta

from django.utils import timezone


def today() -> date:
    """The day it is for the community."""
    return timezone.localdate()


def days_from(day: date, days: int) -> date:
    """The day `days` after `day` (before it, where negative)."""
    return day + timedelta(days=days)
