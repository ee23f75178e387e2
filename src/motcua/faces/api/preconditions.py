"""Which version of a case the sender has seen: `expected` in the body or the ETag in If-Match."""

import re

from django.http import HttpRequest

from motcua.domain.cases.models import Case
from motcua.faces.api.errors import WrongPrecondition

MATCH = re.compile(r'"([1-9][0-9]{0,9})"')
ANY = "*"


def etag_of(case: Case) -> str:
    return f'"{case.version}"'


def expected_version(request: HttpRequest, expected: int | None) -> int | None:
    """None when neither is given. WrongPrecondition for another form of If-Match, or when the two differ."""
    match = request.headers.get("If-Match", ANY).strip()
    if match == ANY:
        return expected
    found = MATCH.fullmatch(match)
    if found is None or expected not in (None, int(found[1])):
        raise WrongPrecondition
    return int(found[1])
