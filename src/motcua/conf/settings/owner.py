"""Migration time: the city's owner role as `default`, the common schema's owner as `common`, no pool."""

from motcua.conf.settings.shared import *  # noqa: F403
from motcua.kernel.database import COMMON, Place, city, owner_of, password_of

_place = Place.current()


def _as(role: str) -> dict[str, object]:
    return {
        "ENGINE": "motcua.base.opening",
        "HOST": _place.host,
        "PORT": _place.port,
        "NAME": _place.name,
        "USER": role,
        "PASSWORD": password_of(role),
    }


DATABASES = {"default": _as(owner_of(city())), "common": _as(owner_of(COMMON))}
