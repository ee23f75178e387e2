"""The dated rules about time."""

from datetime import date

from pydantic import Field

from motcua.base.calendars.facts import Rule
from motcua.base.daysoff.ruled import Ruled
from motcua.faces.api.schemas.common import Told


class RuleTold(Told):
    """`until` is the first day on which it holds no more. `ended_by`: the decision that withdrew or ended it."""

    name: str
    value: str
    since: date
    until: date | None
    source: str
    verification: str
    of_the_city: bool
    in_force: bool
    ended_by: str

    @classmethod
    def of(cls, one: Ruled, held: Rule) -> "RuleTold":
        rule = one.standing()
        return cls(
            name=rule.name,
            value=str(rule.value),
            since=rule.since,
            until=rule.until,
            source=rule.source,
            verification=rule.verification,
            of_the_city=one.id is not None,
            in_force=rule == held,
            ended_by=one.ending.decision if one.ending else "",
        )


class Rules(Told):
    on: date = Field(description="The day asked for: `in_force` is told of it.")
    items: list[RuleTold]
