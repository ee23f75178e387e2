"""A backup that does not come to its end: nothing half of it stays, and a stamp of the city says so until one does."""

import errno
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from motcua.kernel import stamps
from motcua.kernel.home import Home
from motcua.ops.saving.errors import NoRoom

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def noticed(home: Home, folder: Path) -> Iterator[None]:
    """Failing leaves the stamp that `motcua metrics` tells, coming to the end takes it away. NoRoom: `folder`'s disk is
    full."""
    try:
        yield
    except Exception as error:
        stamps.leave(home, stamps.FAILED_BACKUP, datetime.now(UTC))
        if isinstance(error, OSError) and error.errno in FULL:
            raise NoRoom(folder=folder) from error
        raise
    stamps.take_away(home, stamps.FAILED_BACKUP)


@contextmanager
def draft_in(folder: Path) -> Iterator[Path]:
    """A new folder to be filled and moved where it belongs; if that does not come about it goes, with what it holds."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".draft-{secrets.token_hex(4)}"
    draft.mkdir(mode=0o700)
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)
