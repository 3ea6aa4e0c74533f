"""Settings of Duijie, read from the environment; every value that must not be guessed fails loudly.

Without DATABASE_URL and REDIS_URL the embedded servers of `config.embedded` are used (development and tests).
DUIJIE_NO_SERVERS=1 skips them, for tools that only need the models (type checker, documentation).
"""

import secrets
from pathlib import Path

import environ
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
HOME = Path(env.str("DUIJIE_HOME", str(BASE_DIR / ".data"))).resolve()
DEBUG = env.bool("DUIJIE_DEBUG", False)
EMBEDDED = not env.bool("DUIJIE_NO_SERVERS", False)


def _secret_key() -> str:
    """The key from SECRET_KEY; in development one made once and kept in DUIJIE_HOME."""
    if key := env.str("SECRET_KEY", ""):
        return key
    if not DEBUG:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Set it to 50 random characters, or DUIJIE_DEBUG=True."
        )
    HOME.mkdir(parents=True, exist_ok=True)
    kept = HOME / "secret_key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text()


def _database_url() -> str:
    if url := env.str("DATABASE_URL", ""):
        return url
    if not EMBEDDED:
        return "postgresql://duijie@/duijie"
    from config.embedded import ensure_postgres  # noqa: PLC0415  production need not have it

    return ensure_postgres()


def _redis_url() -> str:
    if url := env.str("REDIS_URL", ""):
        return url.rstrip("/")
    if not EMBEDDED:
        return "redis://localhost"
    from config.embedded import ensure_redis  # noqa: PLC0415

    return ensure_redis()


def _broker_url(redis_url: str, database: int) -> str:
    """Celery's spelling of a Redis address: a socket takes its database as `virtual_host`."""
    if redis_url.startswith("unix://"):
        return f"redis+socket://{redis_url.removeprefix('unix://')}?virtual_host={database}"
    return f"{redis_url}/{database}"


def _cache_url(redis_url: str, database: int) -> str:
    if redis_url.startswith("unix://"):
        return f"{redis_url}?db={database}"
    return f"{redis_url}/{database}"


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "config.admin.SiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "pgtrigger",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "oauth2_provider",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "config.checks.ChecksConfig",
    "config.kernel",
    "enterprises",
    "projects",
    "matchmaking",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "enterprises.middleware.ActorMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "enterprises.context.actor",
            ],
        },
    }
]

DATABASES = {"default": env.db_url_config(_database_url())}
DATABASES["default"].update(
    CONN_MAX_AGE=60,
    CONN_HEALTH_CHECKS=True,
    OPTIONS={"connect_timeout": 3, **DATABASES["default"].get("OPTIONS", {})},
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Everyday work takes a database role without rights to secret tables (docs/adr/0016); off for tools that dump all
DATABASE_ROLES = env.bool("DUIJIE_DATABASE_ROLES", True)

REDIS_URL = _redis_url()
REDIS_DB = env.int("DUIJIE_REDIS_DB", 0)  # the broker's database; the cache has the next one
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": _cache_url(REDIS_URL, REDIS_DB + 1),
    }
}

# Jobs: a worker that dies is noticed by its row lock within seconds; the lease is for one that freezes.
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 270
JOB_LEASE_SECONDS = 330  # longer than the hard time limit, or a job could run twice at once
JOB_SWEEP_SECONDS = env.int("DUIJIE_JOB_SWEEP", 10)
CELERY_BROKER_URL = _broker_url(REDIS_URL, REDIS_DB)
CELERY_RESULT_BACKEND = None  # the state of work is in PostgreSQL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True  # safe only because attempts are counted in the job row
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 2000
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "global_keyprefix": "duijie:",
    "health_check_interval": 25,
    "socket_timeout": 10,
    "socket_connect_timeout": 3,
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.1}
CELERY_BEAT_SCHEDULE = {
    "sweep-jobs": {"task": "config.kernel.tasks.sweep_jobs", "schedule": JOB_SWEEP_SECONDS},
    "refresh-model": {"task": "matchmaking.tasks.refresh_model", "schedule": 600},
    "catch-up-vectors": {"task": "matchmaking.tasks.catch_up_vectors", "schedule": 60},
    "learn-from-grades": {
        "task": "matchmaking.tasks.learn_from_grades",
        "schedule": crontab(hour=3, minute=30),
    },
    "publish-index": {"task": "matchmaking.tasks.publish_nightly", "schedule": crontab(hour=3, minute=20)},
    "deliver-invitations": {"task": "matchmaking.tasks.deliver_invitations", "schedule": 600},
    "sweep-documents": {"task": "enterprises.tasks.sweep_documents", "schedule": crontab(hour=4, minute=10)},
    "run-clocks": {"task": "matchmaking.tasks.run_clocks", "schedule": 300},
    "plan-letters": {"task": "matchmaking.tasks.plan_letters", "schedule": crontab(hour=8, minute=30)},
    "expire-listings": {"task": "projects.tasks.expire_listings", "schedule": 3600},
}
CELERY_TIMEZONE = "Asia/Shanghai"

INDEX_SEGMENT_CARDS = env.int("DUIJIE_INDEX_SEGMENT", 262_144)  # about 600 MB of files with long texts
FIT_PIECE = env.int("DUIJIE_FIT_PIECE", 50_000)  # offers counted per job: some ten seconds
MATCH_BLOCK = env.int("DUIJIE_MATCH_BLOCK", 50)  # wanted listings per job: what a kill loses at most

AUTH_USER_MODEL = "enterprises.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "projects:mine"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = Path(env.str("DUIJIE_MEDIA", str(HOME / "media"))).resolve()  # the same folder for all hosts
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Files that people upload: one file, and all files of one organization, in bytes
DOCUMENT_LARGEST = env.int("DUIJIE_DOCUMENT_LARGEST", 20 << 20)
DOCUMENT_QUOTA = env.int("DUIJIE_DOCUMENT_QUOTA", 5 << 30)
# The folder of a semantic encoder (docs/encoder.md); empty: meaning is not looked at. `check` refuses a wrong one.
ENCODER_DIR = env.str("ENCODER_DIR", "")
globals().update(env.email_url("EMAIL_URL", "consolemail://"))  # EMAIL_BACKEND, EMAIL_HOST and so on
SITE_ADDRESS = env.str("DUIJIE_ADDRESS", "http://127.0.0.1:8000").rstrip(
    "/"
)  # what links in mails begin with
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "duijie@localhost")

SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("DUIJIE_HTTPS", not DEBUG)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE and env.bool("DUIJIE_SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked from inside, without TLS
SECURE_HSTS_SECONDS = 31536000 if SESSION_COOKIE_SECURE else 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("DUIJIE_BEHIND_PROXY", False) else None
)
DATA_UPLOAD_MAX_MEMORY_SIZE = 1 << 20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = [
    "config.uploads.SizeGuard",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

SITE_NAME = _("对接 · 科技成果供需对接平台")


from config.libraries import (  # noqa: E402, F401  (each library's block stands in that file)
    ACCOUNT_ADAPTER,
    ACCOUNT_EMAIL_VERIFICATION,
    ACCOUNT_FORMS,
    ACCOUNT_LOGIN_METHODS,
    ACCOUNT_PREVENT_ENUMERATION,
    ACCOUNT_SESSION_REMEMBER,
    ACCOUNT_SIGNUP_FIELDS,
    ACCOUNT_UNIQUE_EMAIL,
    ACCOUNT_USER_MODEL_USERNAME_FIELD,
    MFA_SUPPORTED_TYPES,
    OAUTH2_PROVIDER,
    OAUTH2_PROVIDER_APPLICATION_MODEL,
    REST_FRAMEWORK,
    SPECTACULAR_SETTINGS,
)
