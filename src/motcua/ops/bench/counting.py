"""How many statements each operation sends: the same requests, answered in this process, where they can be seen."""

from collections.abc import Collection
from dataclasses import replace

import httpx
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.base.access import metering
from motcua.ops.bench.life import STEPS, Lives

ASIDE = ("BEGIN", "COMMIT")
FIRST = 900
"""Numbers of the lives counted; the first warms up what a process keeps."""


def statements(lives: Lives, reads: dict[str, str], open_to_all: Collection[str]) -> dict[str, int]:
    """Of each step of a life and of each address, read by the counter's official or by anybody; BEGIN, COMMIT aside.

    So are the two that not every request sends: once a minute a token's use is noted, of ten requests one is put down.
    """
    found: dict[str, int] = {}
    with httpx.Client(transport=httpx.WSGITransport(get_wsgi_application())) as http:
        here = replace(lives, site="http://127.0.0.1/", http=http, cases={}, codes={})
        here.whole(FIRST)
        metering.forget()
        for name in STEPS:
            with CaptureQueriesContext(connection) as asked:
                here.step(name, FIRST + 1)
            found[name] = _counted(asked)
        here.sign_in(here.desk.officials["counter_official"])
        for name, address in reads.items():
            signed_in = name not in open_to_all
            here.get(address, signed_in=signed_in)
            with CaptureQueriesContext(connection) as asked:
                here.get(address, signed_in=signed_in)
            found[name] = _counted(asked)
    return found


def _counted(asked: CaptureQueriesContext) -> int:
    return sum(not one["sql"].startswith(ASIDE) for one in asked)
