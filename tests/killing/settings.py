"""Settings of a site that is killed: the real ones, plus the places where a request may be told to die."""

import os

from ronghe.config.settings import *  # noqa: F403
from ronghe.config.settings import DATABASES, MIDDLEWARE, STORAGES

SECRET_KEY = "only-for-tests"
ENCODER = "chars"
MIDDLEWARE = [*MIDDLEWARE, "tests.killing.points.Points"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if os.environ.get("RONGHE_KILL_IN_HARNESS"):  # the harness itself, whose threads come and go
    DATABASES["default"]["CONN_MAX_AGE"] = 0

REQUIRE_MFA = False  # the one who sends the forms has a password only
