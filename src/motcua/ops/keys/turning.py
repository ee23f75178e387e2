"""How any key of `keys.json` takes the place of another: made known (`coming`), then present, the one before `former`.

Every process opens and verifies with all three and makes new things with the present one alone, so it does not matter
when each of them reads. The file is replaced whole or not at all: killed anywhere, there is the old state or the new.
"""

import fcntl
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from motcua.kernel import clock
from motcua.kernel.home import Home, Keys
from motcua.ops.keys.errors import RotationRuns

SPREAD_SECONDS = 3.0
"""Every process of this machine has looked at the keys again by then."""


def read(home: Home) -> Keys:
    return Home(home.path).keys


def make_known(home: Home, *names: str) -> None:
    """Fresh keys of these names, unless some wait already."""
    keys = read(home)
    if not set(names) & keys.coming.keys():
        home.replace_keys(replace(keys, coming=keys.coming | {name: secrets.token_hex(32) for name in names}))


def make_present(home: Home, *names: str) -> None:
    """Those that wait; what was present becomes former."""
    keys = read(home)
    turned = {name: keys.coming[name] for name in names if name in keys.coming}
    former = keys.former | {name: [getattr(keys, name), *keys.former.get(name, ())] for name in turned}
    coming = {name: key for name, key in keys.coming.items() if name not in turned}
    since = keys.since | dict.fromkeys(turned, clock.now().isoformat(timespec="seconds"))
    home.replace_keys(replace(keys, former=former, coming=coming, since=since, **turned))


def drop_former(home: Home, *names: str) -> None:
    keys = read(home)
    home.replace_keys(replace(keys, former={name: of for name, of in keys.former.items() if name not in names}))


def turn(home: Home, *names: str, copies: Path | None, spread: float) -> None:
    """Both steps, or the second alone where an earlier run got no further; each waits until all have read."""
    make_known(home, *names)
    if copies:
        copy(home, copies)
    time.sleep(spread)
    make_present(home, *names)
    time.sleep(spread)


def since(home: Home, name: str) -> datetime | None:
    """When the present key took the place of another; None for the first."""
    told = read(home).since.get(name)
    return datetime.fromisoformat(told) if told else None


def copy(home: Home, copies: Path) -> None:
    copies.mkdir(parents=True, exist_ok=True)
    draft = copies / f".keys.{secrets.token_hex(4)}"
    draft.touch(mode=0o600)
    shutil.copyfile(home.path / "keys.json", draft)
    draft.replace(copies / "keys.json")


@contextmanager
def alone(home: Home) -> Iterator[None]:
    """RotationRuns while another changes the keys of `home`."""
    with open(home.path / "keys.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RotationRuns() from error
        yield
