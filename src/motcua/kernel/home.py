"""The data folder: where the database of a try-out, stored files and the keys live, all outside the code.

`MOTCUA_HOME` names it; otherwise it is `var/` beside the checkout the launcher was started in.
Keys are generated once into `keys.json` (mode 0600), outside the database and its backups.
"""

import json
import os
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random

DEFAULT = Path(__file__).resolve().parents[3] / "var"

MADE_UP = "made-up"
"""The name of the file that marks a folder as a made-up city's."""


@dataclass(frozen=True)
class Keys:
    """Secrets as hexadecimal text: 32 bytes each."""

    django: str
    sealing: str
    digest: str
    tokens: str
    database: str


@dataclass(frozen=True)
class Home:
    path: Path

    @classmethod
    def current(cls) -> "Home":
        return cls(Path(os.environ.get("MOTCUA_HOME") or DEFAULT))

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
            self._keep({name: secrets.token_hex(32) for name in Keys.__dataclass_fields__})
        return Keys(**json.loads(place.read_text()))

    def draw_keys(self, seed: str) -> None:
        """The same keys for the same seed, so that papers with secret addresses are the same to the byte.

        For a throw-away city alone. FileExistsError where there are keys or the folder is not marked as made up.
        """
        if not self.made_up or (self.path / "keys.json").exists():
            raise FileExistsError(self.path)
        source = Random(seed)
        self._keep({name: source.randbytes(32).hex() for name in Keys.__dataclass_fields__})

    def _keep(self, keys: dict[str, str]) -> None:
        draft = self.path / f"keys.{os.getpid()}.{secrets.token_hex(4)}"
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(keys, indent=1))
        try:
            os.link(draft, self.path / "keys.json")
        except FileExistsError:
            pass
        finally:
            draft.unlink()
