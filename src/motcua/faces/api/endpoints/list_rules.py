"""GET /rules: by which dated rules time is counted."""

from django.http import HttpRequest

from motcua.base.calendars.facts import rule, rules
from motcua.base.daysoff.enums import RULE_WORDS
from motcua.base.daysoff.queries import ruled
from motcua.base.daysoff.ruled import Ruled, standing
from motcua.faces.api.described import guarded
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.days import Day
from motcua.faces.api.schemas.rules import Rules, RuleTold
from motcua.kernel import clock


@token_router.get(
    "/rules",
    response=Rules,
    summary="List the dated rules about time",
    tags=["catalogue"],
    openapi_extra=guarded(422),
)
def list_rules(request: HttpRequest, on: Day | None = None) -> Rules:
    """Those that come with the software and the city's own over them, with their sources, withdrawn ones too."""
    day, own = on or clock.today(), ruled()
    city = standing(own)
    known = sorted((*(Ruled(one) for one in rules()), *own), key=lambda one: (one.rule.since, one.id is not None))
    items = [RuleTold.of(one, rule(name, day, city)) for name in RULE_WORDS for one in known if one.rule.name == name]
    return Rules(on=day, items=items)
