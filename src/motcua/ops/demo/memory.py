"""What the demo writes down about itself, beside its data."""

import json
import secrets
from pathlib import Path

from motcua.kernel.home import Home


def remembered(home: Home) -> dict[str, str]:
    """What the demo wrote down about itself at its first start; empty before."""
    place = home.path / "demo.json"
    return json.loads(place.read_text()) if place.exists() else {}


def remember(home: Home, **facts: str) -> None:
    place: Path = home.path / "demo.json"
    draft = home.path / f"demo.{secrets.token_hex(4)}"
    draft.write_text(json.dumps(remembered(home) | facts, indent=1))
    draft.replace(place)
