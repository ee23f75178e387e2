"""The word by which a watching machine is known."""

import os

from motcua.kernel import vault
from motcua.kernel.database import city
from motcua.kernel.home import Home


def metrics_token() -> str:
    """`MOTCUA_METRICS_TOKEN`, else one derived from the city's keys, which `motcua metrics --token` tells."""
    told = os.environ.get("MOTCUA_METRICS_TOKEN", "")
    return told or vault.derived_secret("metrics", city(), bytes.fromhex(Home.current().keys.tokens)).hex()
