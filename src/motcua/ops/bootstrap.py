"""From a bare command to working Django: a running database, a prepared city, settings chosen."""

import atexit
import importlib
import os
from types import ModuleType
from typing import cast

import django
from django.apps import apps
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper

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
    home = home or chosen_home()
    os.environ["MOTCUA_HOME"] = str(home.path)
    own = os.environ.get("DATABASE_URL")
    if own:
        place = jurisdiction.add(own)
    else:
        server = postgres.start(home, forgetful=forgetful)
        atexit.register(end_of, server)
        place = jurisdiction.add(server.admin_url, place=server.place) if server.process else server.place
    os.environ["MOTCUA_DATABASE"] = place.url
    return place


def end_of(server: postgres.Server) -> None:
    """Give our own connections back before the server goes, so that nobody complains."""
    if apps.ready:
        connections.close_all()
        for connection in connections.all(initialized_only=True):
            cast(DatabaseWrapper, connection).close_pool()
    server.stop()


def chosen_home() -> Home:
    """The data folder of a command: the current one, or the demo's below it where only that holds a city."""
    home = Home.current()
    if "DATABASE_URL" in os.environ or postgres.initialised(home):
        return home
    demos = [Home(place.parent) for place in sorted(home.path.glob("demo-*/demo.json"))]
    return next((demo for demo in demos if postgres.initialised(demo)), home)


def knows_a_city() -> bool:
    """Whether a command would find a database that was prepared before."""
    return bool({"MOTCUA_DATABASE", "DATABASE_URL"} & os.environ.keys()) or postgres.initialised(chosen_home())


def setup(home: Home | None = None, *, forgetful: bool = False) -> None:
    """Make models usable in this process. Safe to call twice."""
    prepare_database(home, forgetful=forgetful)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", RUN)
    django.setup()


def load(module: str) -> ModuleType:
    """`module` imported after Django is ready: for commands whose work needs models."""
    setup()
    return importlib.import_module(module)
