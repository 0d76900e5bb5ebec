"""Settings of the test suite: the real ones, with a throw-away database file and nothing slow."""

import atexit
import os
import shutil
import tempfile

if "RONGHE_VAR" not in os.environ:  # parallel workers inherit it, so only the first process clears it away
    os.environ["RONGHE_VAR"] = tempfile.mkdtemp(prefix="ronghe-tests-")
    atexit.register(shutil.rmtree, os.environ["RONGHE_VAR"], ignore_errors=True)

from ronghe.config.settings import *  # noqa: F403
from ronghe.config.settings import DATABASES, STORAGES, VAR

SECRET_KEY = "only-for-tests"
ENCODER = "chars"
MODEL_URL = MODEL_NAME = MODEL_KEY = ""  # tests that ask a model bring their own
REQUIRE_MFA = False  # tests of the second factor switch it on
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SEND_LETTERS = True
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True  # static files come from the source: nothing is collected
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR.mkdir(parents=True, exist_ok=True)
    # A file, not memory: threads then meet as they do in production.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / f"test-{os.getpid()}.sqlite3")}
DATABASES["default"]["CONN_MAX_AGE"] = 0
