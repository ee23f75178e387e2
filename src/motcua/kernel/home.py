"""The data folder: where the database of a try-out, stored files and the keys live, all outside the code.

`MOTCUA_HOME` names it; otherwise it is `var/` beside the checkout the launcher was started in.
Keys are generated once into `keys.json` (mode 0600), outside the database and its backups.
"""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from random import Random

DEFAULT = Path(__file__).resolve().parents[3] / "var"

MADE_UP = "made-up"
"""The name of the file that marks a folder as a made-up city's."""


@dataclass(frozen=True)
class Keys:
    """Secrets as hexadecimal text: 32 bytes each.

    While some of them are rotated, `former` ones still open what they sealed, the newest first, and `coming` ones are
    known to every process before the first uses them. `since` tells when the present one took the place of another.
    """

    django: str
    sealing: str
    digest: str
    tokens: str
    database: str
    former: dict[str, list[str]] = field(default_factory=dict)
    coming: dict[str, str] = field(default_factory=dict)
    since: dict[str, str] = field(default_factory=dict)

    def all_of(self, name: str) -> tuple[str, ...]:
        """The present key of this name first, then every other that may have been used."""
        coming = [self.coming[name]] if name in self.coming else []
        return (getattr(self, name), *coming, *self.former.get(name, ()))


NAMES = ("django", "sealing", "digest", "tokens", "database")


_at = lru_cache(maxsize=16)(Path)
"""The folder is asked for several times in each request."""


@dataclass(frozen=True)
class Home:
    path: Path

    @classmethod
    def current(cls) -> "Home":
        return cls(_at(os.environ.get("MOTCUA_HOME") or str(DEFAULT)))

    @property
    def cluster(self) -> Path:
        return self.path / "postgres"

    @property
    def files(self) -> Path:
        return self.path / "files"

    @property
    def seals(self) -> Path:
        """Where the ledger's seals are kept: `MOTCUA_SEALS`, best on another machine; a made-up city keeps its own."""
        told = os.environ.get("MOTCUA_SEALS")
        return Path(told) if told and not self.made_up else self.path / "seals"

    @property
    def made_up(self) -> bool:
        """Whether the city of this folder is made up: only there may a simulation act."""
        return (self.path / MADE_UP).exists()

    def mark_made_up(self) -> None:
        """For try-outs and throw-away cities, before anybody real is in it."""
        self.path.mkdir(parents=True, exist_ok=True)
        (self.path / MADE_UP).touch()

    @cached_property
    def keys(self) -> Keys:
        """Read the keys, or generate them at the first use; two processes starting together agree on one file."""
        place = self.path / "keys.json"
        self.path.mkdir(parents=True, exist_ok=True)
        if not place.exists():
            self._keep({name: secrets.token_hex(32) for name in NAMES})
        return Keys(**json.loads(place.read_text()))

    def draw_keys(self, seed: str) -> None:
        """The same keys for the same seed, so that papers with secret addresses are the same to the byte.

        For a throw-away city alone. FileExistsError where there are keys or the folder is not marked as made up.
        """
        if not self.made_up or (self.path / "keys.json").exists():
            raise FileExistsError(self.path)
        source = Random(seed)
        self._keep({name: source.randbytes(32).hex() for name in NAMES})

    def replace_keys(self, keys: Keys) -> None:
        """In place of those there are, whole or not at all, and on the disk before this returns."""
        told = {name: value for name, value in asdict(keys).items() if value}
        os.replace(self._draft(told), self.path / "keys.json")
        handle = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def _draft(self, keys: Mapping[str, object]) -> Path:
        draft = self.path / f"keys.{os.getpid()}.{secrets.token_hex(4)}"
        draft.touch(mode=0o600)
        with draft.open("w") as opened:
            opened.write(json.dumps(keys, indent=1))
            opened.flush()
            os.fsync(opened.fileno())
        return draft

    def _keep(self, keys: dict[str, str]) -> None:
        draft = self._draft(keys)
        try:
            os.link(draft, self.path / "keys.json")
        except FileExistsError:
            pass
        finally:
            draft.unlink()
