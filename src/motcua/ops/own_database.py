"""A database of a command's own, for checks and measurements: made, filled, thrown away."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from motcua.kernel.home import Home
from motcua.ops import bootstrap, jurisdiction, postgres


@contextmanager
def own_database() -> Iterator[Home]:
    """A fresh city in a throw-away cluster; Django is ready inside the block. One per process."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-check-"))
    folder.chmod(0o755)
    home = Home(folder)
    os.environ["MOTCUA_HOME"] = str(folder)
    os.environ.pop("DATABASE_URL", None)
    server = postgres.start(home, forgetful=True)
    try:
        place = jurisdiction.add(server.admin_url, place=server.place)
        os.environ["MOTCUA_DATABASE"] = place.url
        bootstrap.setup()
        yield home
    finally:
        server.stop()
        postgres.remove(home)
        shutil.rmtree(folder, ignore_errors=True)
