"""From a bare command to working Django: a running database, a prepared city, settings chosen."""

import atexit
import importlib
import os
from types import ModuleType

import django

from motcua.kernel.database import Place
from motcua.kernel.home import Home
from motcua.ops import jurisdiction, postgres

RUN = "motcua.conf.settings.run"


def prepare_database(home: Home | None = None, *, forgetful: bool = False) -> Place:
    """The database this process shall use, prepared, and named in `MOTCUA_DATABASE`.

    In this order: one already chosen; `DATABASE_URL` of one's own server; the embedded one of `home`.
    """
    if "MOTCUA_DATABASE" in os.environ:
        return Place.current()
    home = home or Home.current()
    os.environ["MOTCUA_HOME"] = str(home.path)
    own = os.environ.get("DATABASE_URL")
    if own:
        place = jurisdiction.add(own)
    else:
        server = postgres.start(home, forgetful=forgetful)
        atexit.register(server.stop)
        place = jurisdiction.add(server.admin_url, place=server.place) if server.process else server.place
    os.environ["MOTCUA_DATABASE"] = place.url
    return place


def setup(home: Home | None = None, *, forgetful: bool = False) -> None:
    """Make models usable in this process. Safe to call twice."""
    prepare_database(home, forgetful=forgetful)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", RUN)
    django.setup()


def load(module: str) -> ModuleType:
    """`module` imported after Django is ready: for commands whose work needs models."""
    setup()
    return importlib.import_module(module)
