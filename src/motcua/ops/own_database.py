"""A database of a command's own, for checks and measurements: made, filled, thrown away."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections

from motcua.kernel.home import Home
from motcua.ops import bootstrap, jurisdiction, postgres, prepared

LIFTED = dict.fromkeys(("MOTCUA_API_PER_MINUTE", "MOTCUA_FILINGS_PER_MINUTE"), "1000000")
"""Told to every throw-away city: all its people ask from one address, its programs with few tokens. They are counted
as in a city that serves, so that what counting costs is measured too, and never refused.
"""


@contextmanager
def own_database(
    *, forgetful: bool = True, seed: str = "", archive: Path | None = None, below: Path | None = None
) -> Iterator[tuple[Home, postgres.Server]]:
    """A fresh city in a throw-away cluster; Django is ready inside the block. One per process.

    `forgetful` clusters are faster and may lose what they were told when killed; what checks durability is not.
    The city's keys follow from `seed` where one is given; its folder lies in `below`.
    """
    folder = Path(tempfile.mkdtemp(prefix="motcua-check-", dir=below))
    folder.chmod(0o755)
    home = Home(folder)
    home.mark_made_up()
    if seed:
        home.draw_keys(seed)
    else:
        prepared.take(home)
    os.environ |= LIFTED | {"MOTCUA_HOME": str(folder)}
    os.environ.pop("DATABASE_URL", None)
    server = postgres.start(home, forgetful=forgetful, archive=archive)
    try:
        if seed:
            jurisdiction.add(server.admin_url, place=server.place)
        os.environ["MOTCUA_DATABASE"] = server.place.url
        bootstrap.setup()
        yield home, server
    finally:
        connections.close_all()
        postgres.stop(home)
        postgres.remove(home)
        shutil.rmtree(folder, ignore_errors=True)
