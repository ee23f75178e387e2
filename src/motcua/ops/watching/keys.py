"""The word by which a watching machine is known."""

import os

from motcua.kernel import vault
from motcua.kernel.database import city
from motcua.kernel.home import Home


def metrics_token() -> str:
    """The first word of `MOTCUA_METRICS_TOKEN`, else one derived from the city's keys; `motcua metrics --token`."""
    return metrics_tokens()[0]


def metrics_tokens() -> list[str]:
    """Every word that opens: several stand in `MOTCUA_METRICS_TOKEN` while one takes the place of another."""
    return os.environ.get("MOTCUA_METRICS_TOKEN", "").split() or [_derived()]


def _derived() -> str:
    return vault.derived_secret("metrics", city(), bytes.fromhex(Home.current().keys.tokens)).hex()
