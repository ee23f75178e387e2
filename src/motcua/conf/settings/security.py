"""Secrets, cookies and sign-in. Keys come from the data folder, never from the database or the code."""

import os

from motcua.base.access.sources import networks
from motcua.kernel.database import practising
from motcua.kernel.home import Home

_keys = Home.current().keys

SECRET_KEY, *SECRET_KEY_FALLBACKS = _keys.all_of("django")
"""As they are when the process starts; `base/access/present_keys.py` brings them up to date while it runs."""

MOTCUA_TOKEN_KEY = bytes.fromhex(_keys.tokens)

MOTCUA_PROXIES = int(os.environ.get("MOTCUA_PROXIES", "0"))
"""How many proxies of our own stand in front: then the visitor's address is what the outermost of them saw."""

MOTCUA_API_PER_MINUTE = int(os.environ.get("MOTCUA_API_PER_MINUTE", "100"))
MOTCUA_FILINGS_PER_MINUTE = int(os.environ.get("MOTCUA_FILINGS_PER_MINUTE", "80"))
"""Requests of a token that has no figure of its own, and filings of citizens from one address; 0 counts nothing."""

MOTCUA_OFFICE_NETWORKS = networks(os.environ.get("MOTCUA_OFFICE_NETWORKS", "").replace(",", " ").split())
"""Networks of the city's own offices: whoever files or signs in there waits for nobody else behind their address."""

BEHIND_TLS = os.environ.get("MOTCUA_TLS") == "1"
ALLOWED_HOSTS = os.environ.get("MOTCUA_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if BEHIND_TLS else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["motcua.base.access.known.KnownBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/dang-nhap/"
MOTCUA_PASSWORD_PAGE = "/can-bo/doi-mat-khau/"
MOTCUA_FACTOR_PAGE = "/can-bo/tai-khoan/hai-lop/"
MOTCUA_PROVE_PAGE = "/can-bo/tai-khoan/xac-nhan/"

MOTCUA_FACTORS_AT_ONCE = not (practising() or Home.current().made_up)
"""Administrators must have a second factor from their first day on, unless the city said otherwise; in a made-up city
nobody must until somebody there says so.
"""

PRACTICE_COOKIES = "_practice" if practising() else ""
"""Cookies know no ports: who practises beside the real city stays signed in to both."""

SESSION_ENGINE = "motcua.base.access.sessions"
SESSION_COOKIE_NAME = ("__Host-motcua" if BEHIND_TLS else "motcua") + PRACTICE_COOKIES
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_NAME = ("__Host-csrf" if BEHIND_TLS else "csrf") + PRACTICE_COOKIES
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "motcua.base.ui.errors.csrf_failed"
