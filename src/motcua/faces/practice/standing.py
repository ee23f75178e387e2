"""Whether a practice city runs beside this one, read from what it wrote into the data folder."""

import json
import os
from dataclasses import dataclass

from motcua.kernel.home import Home

WANTED, TOLD = "practice.wanted", "practice.json"


@dataclass(frozen=True, slots=True)
class Standing:
    """`site` is where it runs; `coming` that it was asked for; `startable` that a wish would be heard."""

    site: str
    coming: bool
    startable: bool


def standing() -> Standing:
    folder = Home.current().path
    try:
        told = json.loads((folder / TOLD).read_text(encoding="utf-8"))
        site = str(told["site"]) if _alive(int(told["pid"])) else ""
    except (FileNotFoundError, ValueError, KeyError):
        site = ""
    wanted = (folder / WANTED).exists()
    return Standing(site, wanted and not site, os.environ.get("MOTCUA_PRACTICE_STARTS") == "1")


def wish() -> None:
    """Heard by the try-out that started this process, which then starts the practice city."""
    (Home.current().path / WANTED).touch()


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
