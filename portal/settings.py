"""The portal's one settings file; nothing has to be set for a first run.

Every setting that differs between machines is read from the environment, and listed in README.
"""

import contextlib
import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from portal import signing_in
from portal.databases import databases_of
from portal.environment import env_bool, env_list, env_secret, oidc_provider
from portal.logs import logging_of

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("PORTAL_VAR", BASE_DIR / "var"))
with contextlib.suppress(OSError):  # a read-only folder is reported by whoever needs it
    VAR_DIR.mkdir(exist_ok=True)

DEBUG = env_bool("PORTAL_DEBUG", default=True)
SECRET_KEY = env_secret("PORTAL_SECRET_KEY")
if not SECRET_KEY:
    if not DEBUG:
        raise ImproperlyConfigured("Set PORTAL_SECRET_KEY or PORTAL_SECRET_KEY_FILE.")
    SECRET_KEY = "only-for-a-machine-with-debug-on"  # noqa: S105 - refused when debug is off
# What these signed and sealed is still read, so that the secret can be changed: docs/security.
SECRET_KEY_FALLBACKS = env_secret("PORTAL_OLD_SECRET_KEYS").split()
ALLOWED_HOSTS = env_list("PORTAL_HOSTS", default="localhost,127.0.0.1,[::1]")
PORTAL_ADDRESS = os.environ.get("PORTAL_ADDRESS", "").rstrip("/")  # scheme and host, for feeds
# Whose X-Forwarded-For is believed: addresses and networks, or unix for a socket.
PORTAL_PROXIES = env_list("PORTAL_PROXIES")
PORTAL_CONTACT = os.environ.get("PORTAL_CONTACT", "post@hkdir.no")
# How often one address may search, and ask for suggestions while typing, in a minute.
PORTAL_EACH_MINUTE = {
    "searches": int(os.environ.get("PORTAL_SEARCHES_A_MINUTE", "60")),
    "suggestions": int(os.environ.get("PORTAL_SUGGESTIONS_A_MINUTE", "240")),
    "api": int(os.environ.get("PORTAL_API_A_MINUTE", "600")),
}

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, which it extends
    "portal.base",
    "services",
    "guidance",
    "networks",
    "portal.home",
    "portal.search",
    "portal.opendata",
    "reversion",
    "django_prose_editor",
    "django_htmx",
    "portal.base.admin_app.PortalAdminConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # Above all: a balancer asks by address, and every answer is counted and has an id.
    "portal.base.observing.probes.Probes",
    "portal.base.observing.requests.ObserveRequests",
    "portal.opendata.api.shell.OnlyProblems",
    "portal.base.scanners.not_found_at_once",
    # Above the static files: what these say holds for them, too.
    "portal.base.headers.closed_by_default",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.base.pagecache.handler.CompressTheRest",
    # Above the sessions: a public page then varies on neither cookie nor session.
    "django.middleware.locale.LocaleMiddleware",
    "portal.base.drafts.timely.PublishWhenDue",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.csp",
            ],
            "builtins": ["portal.base.templatetags.portal_ui"],
        },
    }
]

DATABASE_URL = env_secret("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"
READ_URL = env_secret("PORTAL_READ_URL")
DATABASES = databases_of(DATABASE_URL, READ_URL, threads=int(os.environ.get("PORTAL_THREADS", "4")))
DATABASE_ROUTERS = ["portal.base.reading.Router"]
PORTAL_READ_FROM = "read"  # what public pages read from
PORTAL_HAS_REPLICA = bool(READ_URL)  # which answers when what is written to does not
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# A further language is a line here, a catalogue in portal/locale, and a migration for its slots.
LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Bokmål")), ("nn", _("Nynorsk")), ("en", _("English"))]
MODELTRANSLATION_DEFAULT_LANGUAGE = "nb"
MODELTRANSLATION_ENABLE_FALLBACKS = False
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
USE_I18N = True
TIME_ZONE = "Europe/Oslo"
USE_TZ = True

# What editors upload, in bytes each; nothing is kept of a bigger file (portal/base/uploads.py).
PORTAL_MAX_UPLOAD = int(os.environ.get("PORTAL_MAX_UPLOAD_MB", "20")) * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["portal.base.uploads.LimitedUpload"]
# A meeting with many cases and papers is one form; the browser sends even the empty file fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 500

# A version of an entry is the whole of it, as a working copy is.
SERIALIZATION_MODULES = {"snapshot": "portal.base.drafts.serializer"}
# Kinds of content that one person writes and another publishes, such as services.service.
PORTAL_TWO_PEOPLE = env_list("PORTAL_TWO_PEOPLE")
PORTAL_ASK_AGAIN = 1.0  # seconds until a process asks again what is to be published, and when

# Mail: without a server of its own, a machine with debug on writes mails to its screen.
MAILERS: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": os.environ.get("PORTAL_EMAIL_HOST", "localhost"),
            "port": int(os.environ.get("PORTAL_EMAIL_PORT", "25")),
            "username": os.environ.get("PORTAL_EMAIL_USER", ""),
            "password": env_secret("PORTAL_EMAIL_PASSWORD"),
            "use_tls": env_bool("PORTAL_EMAIL_TLS", default=False),
            "timeout": 20,
        },
    }
}
if DEBUG and "PORTAL_EMAIL_HOST" not in os.environ:
    MAILERS["default"] = {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
PORTAL_SENDS_MAIL = DEBUG or "PORTAL_EMAIL_HOST" in os.environ
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("PORTAL_EMAIL_FROM", PORTAL_CONTACT)
# Mails to those who answer for facts, in days: before and after the date of the check, then again
# and again, never two to the same owner closer than that; and how long a link in them is valid.
PORTAL_REMIND_BEFORE = int(os.environ.get("PORTAL_REMIND_BEFORE", "21"))
PORTAL_REMIND_AFTER = int(os.environ.get("PORTAL_REMIND_AFTER", "7"))
PORTAL_REMIND_EVERY = int(os.environ.get("PORTAL_REMIND_EVERY", "30"))
PORTAL_REMIND_APART = int(os.environ.get("PORTAL_REMIND_APART", "14"))
PORTAL_CONFIRM_DAYS = int(os.environ.get("PORTAL_CONFIRM_DAYS", "60"))

# Public pages as they were sent, in the memory of each process and on the disk of the machine.
PORTAL_PAGES = Path(os.environ.get("PORTAL_PAGES", VAR_DIR / "pages"))
PORTAL_PAGES_MB = int(os.environ.get("PORTAL_PAGES_MB", "0" if DEBUG else "16"))  # 0: none kept
PORTAL_PAGES_DISK_MB = int(os.environ.get("PORTAL_PAGES_DISK_MB", "512"))
PORTAL_SHARED_SECONDS = int(os.environ.get("PORTAL_SHARED_SECONDS", "10"))  # for proxies and CDNs

# The dumps of this machine: a copy that is made again wherever it is missing.
PORTAL_DUMPS = Path(os.environ.get("PORTAL_DUMPS", VAR_DIR / "dumps"))

# The search index of this machine: a copy that is made again wherever it is missing.
PORTAL_SEARCH = Path(os.environ.get("PORTAL_SEARCH", VAR_DIR / "search"))

# Backups: where, whether every day, and of how many days, weeks and months one is kept.
PORTAL_BACKUPS = Path(os.environ.get("PORTAL_BACKUPS", VAR_DIR / "backups"))
PORTAL_BACKUP_DAILY = env_bool("PORTAL_BACKUP_DAILY", default=False)
PORTAL_BACKUPS_KEPT = {
    period: int(os.environ.get(f"PORTAL_BACKUP_{period.upper()}", number))
    for period, number in {"days": "7", "weeks": "5", "months": "12"}.items()
}

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# What the portal tells about itself (portal/base/observing); no personal data in any of it.
PORTAL_METRICS_TOKEN = env_secret("PORTAL_METRICS_TOKEN")
PORTAL_ERROR_DSN = env_secret("PORTAL_ERROR_DSN")
PORTAL_MIN_FREE_MB = int(os.environ.get("PORTAL_MIN_FREE_MB", "200"))
LOGGING = logging_of(debug=DEBUG, reports=bool(PORTAL_ERROR_DSN))

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]

# The library that people sign in by counts in it, so nobody is to crowd out what it counted.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
# Signing in: people are made by an administrator, never by themselves (portal/base/accounts).
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
CSRF_FAILURE_VIEW = "portal.base.accounts.held_forms.csrf_failure"
PASSWORD_RESET_TIMEOUT = 60 * 60  # the link in a mail, in seconds
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day; a browser that is closed ends it sooner
ACCOUNT_ADAPTER = "portal.base.accounts.adapters.AccountAdapter"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = signing_in.ACCOUNT_FORMS
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# Nothing is limited by network address alone, which would lock an office out: see sign_ins.py.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "10/15m/key",
    "reset_password": "5/15m/key",
    "reset_password_from_key": None,
}
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "portal.base.accounts.adapters.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = signing_in.MFA_FORMS
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": None}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute off
# Who may publish signs in with two steps; a machine for development does not ask for it.
PORTAL_REQUIRE_TWO_STEPS = env_bool("PORTAL_REQUIRE_TWO_STEPS", default=not DEBUG)
SOCIALACCOUNT_ADAPTER = "portal.base.accounts.adapters.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"APPS": [oidc_provider(name) for name in env_list("PORTAL_OIDC")]}
}

# Public pages carry no inline code and no nonce; the admin adds one (portal/base/admin.py).
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
HTTPS = env_bool("PORTAL_HTTPS", default=not DEBUG)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # a passkey for localhost is no passkey elsewhere
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # A browser takes a cookie with such a name from this host only, over HTTPS and for all paths.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    if header := os.environ.get("PORTAL_PROXY_HTTPS_HEADER"):
        SECURE_PROXY_SSL_HEADER = (header, "https")
