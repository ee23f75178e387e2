"""Run time: one database, as the city's application role, through a pool; the role's search_path picks the schema."""

import os

from psycopg_pool.base import AttemptWithBackoff

from motcua.conf.settings.databases import follower, pooled, run_time
from motcua.conf.settings.shared import *  # noqa: F403
from motcua.kernel.database import Place

MOTCUA_POOLED = pooled(os.environ)
"""Whether a pooler gives a session for one transaction only: then nobody listens, jobs are asked for instead."""

AttemptWithBackoff.DELAY_BACKOFF = 1.0
"""While the database is away the pool tries every second. Waiting twice as long each time, as it does by itself, keeps
people out for many seconds after the database is back."""

DATABASES = {"default": run_time(Place.current(), os.environ)}
if os.environ.get("MOTCUA_REPLICA"):
    DATABASES["replica"] = follower(Place.parse(os.environ["MOTCUA_REPLICA"]), os.environ)
    DATABASE_ROUTERS = ["motcua.base.reading.relaxing.CopyRouter", *DATABASE_ROUTERS]  # noqa: F405
