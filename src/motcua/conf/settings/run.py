"""Run time: one database, as the city's application role, through a pool; the role's search_path picks the schema."""

import os

from motcua.conf.settings.shared import *  # noqa: F403
from motcua.kernel.database import Place, app_of, city, password_of

_place = Place.current()
_role = app_of(city())
_pool = int(os.environ.get("MOTCUA_POOL", "16"))
_hurried: dict[str, object] = (
    {"server_side_binding": True, "prepare_threshold": 2, "options": "-c synchronous_commit=off"}
    if os.environ.get("MOTCUA_HURRY")
    else {}
)
"""For filling made-up cities: statements are prepared once, and the last second may be lost when the machine falls."""

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
            **_hurried,
        },
    }
}
