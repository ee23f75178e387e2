"""Run time: one database, as the city's application role, through a pool; the role's search_path picks the schema."""

import os

from motcua.conf.settings.shared import *  # noqa: F403
from motcua.kernel.database import Place, app_of, city, password_of

_place = Place.current()
_role = app_of(city())
_pool = int(os.environ.get("MOTCUA_POOL", "16"))

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": _place.host,
        "PORT": _place.port,
        "NAME": _place.name,
        "USER": _role,
        "PASSWORD": password_of(_role),
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": _pool, "timeout": 10} if _pool else False,
            "application_name": os.environ.get("MOTCUA_PROCESS", "motcua"),
        },
    }
}
