"""The word by which a probe of this city is known."""

import os

from motcua.kernel import vault
from motcua.kernel.database import city
from motcua.kernel.home import Home


def probe_token() -> str:
    """`MOTCUA_PROBE_TOKEN`, else one derived from the city's keys, which `motcua probe --token` tells."""
    told = os.environ.get("MOTCUA_PROBE_TOKEN", "")
    return told or vault.derived_secret("probe", city(), bytes.fromhex(Home.current().keys.tokens)).hex()
