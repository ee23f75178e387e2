"""What both settings modules hold alike."""

import os

from motcua.conf.settings.apps import COMMON_APPS, INSTALLED_APPS, MIDDLEWARE, MOTCUA_PEOPLE, TEMPLATES  # noqa: F401
from motcua.conf.settings.security import *  # noqa: F403
from motcua.kernel.database import city, practising
from motcua.kernel.home import Home

DEBUG = False
ROOT_URLCONF = "motcua.conf.urls"
WSGI_APPLICATION = "motcua.conf.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASE_ROUTERS = ["motcua.conf.routers.SchemaRouter"]
PGTRIGGER_SCHEMA = None
PGTRIGGER_MIGRATIONS = True

LANGUAGE_CODE = "vi"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
"""Served straight from the packages, read once at start: nothing to collect, nothing to go stale."""

WHITENOISE_MAX_AGE = 3600
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "motcua.base.ui.statics.MarkedStorage"},
}

FILES_ROOT = Home.current().files
MOTCUA_STATUS_FILE = Home.current().path / f"status-{city()}.json"
"""What was told last about outages: every page looks there for a banner, also while the database is away."""

MOTCUA_PUBLIC_AT_ONCE = min(3, max(1, int(os.environ.get("MOTCUA_PUBLIC_AT_ONCE", "3"))))
"""So many requests of the public each web process works on at once, and one more may wait in a thread of its five."""

MOTCUA_LET_IN = float(os.environ.get("MOTCUA_LET_IN", "240"))
"""So many people a minute are let in from the waiting room, while there are hands for them."""

MOTCUA_LINE_FILE = Home.current().path / f"line-{city()}"
"""Numbers of who waits, shared by all web processes."""

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 40
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "motcua.base.files.arriving.SealedUploadHandler",
]
"""Nothing that was handed in is written to a disk plain."""

MOTCUA_SITE = os.environ.get("MOTCUA_SITE", "http://127.0.0.1:8000")
"""The address people reach us under: links in messages and QR codes begin with it. No trailing slash."""

MOTCUA_IDENTITY_ISSUER = os.environ.get("MOTCUA_IDENTITY_ISSUER", "")
MOTCUA_IDENTITY_CLIENT_ID = os.environ.get("MOTCUA_IDENTITY_CLIENT_ID", "motcua")
MOTCUA_IDENTITY_CLIENT_SECRET = os.environ.get("MOTCUA_IDENTITY_CLIENT_SECRET", "")
MOTCUA_IDENTITY_FORMER_SECRET = os.environ.get("MOTCUA_IDENTITY_FORMER_SECRET", "")
"""While the provider changes from one to the other: what it refuses with one is asked again with the other."""

MOTCUA_SMTP_HOST = "" if practising() else os.environ.get("MOTCUA_SMTP_HOST", "")
MOTCUA_SMTP_PORT = int(os.environ.get("MOTCUA_SMTP_PORT", "25"))
MOTCUA_MAIL_FROM = os.environ.get("MOTCUA_MAIL_FROM", "khong-tra-loi@motcua.invalid")

MOTCUA_DEPOSIT = "" if practising() else os.environ.get("MOTCUA_DEPOSIT", "")
MOTCUA_DEPOSIT_MAIL = [] if practising() else os.environ.get("MOTCUA_DEPOSIT_MAIL", "").replace(",", " ").split()
"""Where the ledger's seals are deposited besides: a folder of another house, and addresses the newest is sent to."""

MOTCUA_ALARM_MAIL = [] if practising() else os.environ.get("MOTCUA_ALARM_MAIL", "").replace(",", " ").split()
"""Who runs the machine, told besides the city's administrators when a backup, the kept log or a page fails."""

MOTCUA_SCANNER = os.environ.get("MOTCUA_SCANNER", "")
"""Where a clamd listens that looks at every file: `unix:///run/clamav/clamd.ctl`, `tcp://127.0.0.1:3310`."""

MOTCUA_LINES = os.environ.get("MOTCUA_LINES") == "1"
"""One line of JSON for each request and each job; `motcua serve` and `motcua worker` say 1 where nobody said 0."""

_level = os.environ.get("MOTCUA_LOG", "WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "lines": {"()": "motcua.ops.watching.lines.LineFormatter"},
    },
    "filters": {"once": {"()": "motcua.ops.watching.lines.OneLineEach"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "lines" if MOTCUA_LINES else "text",
            "filters": ["once"] if MOTCUA_LINES else [],
        }
    },
    "root": {"handlers": ["console"], "level": _level},
    "loggers": {name: {"level": "INFO"} for name in ("motcua.requests", "procrastinate.worker") if MOTCUA_LINES},
}
