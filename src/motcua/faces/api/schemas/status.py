"""What works now: services, outages, availability."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from motcua.base.outages import figures
from motcua.base.outages.enums import SERVICES
from motcua.base.outages.told import Snapshot, Update, state_of
from motcua.base.outages.told import Told as Outage
from motcua.faces.api.schemas.common import Bilingual, Moment, Told, bilingual


class ServiceTold(Told):
    service: str
    name: Bilingual
    state: str = Field(description="works, slow, down, or off where it is not offered.")


class OutageNews(Told):
    at: Moment
    text: Bilingual

    @classmethod
    def of(cls, one: Update) -> "OutageNews":
        return cls(at=one.at, text=bilingual(one.text))


class OutageTold(Told):
    """`ends_at`: of a planned one as announced; of an incident null while it lasts."""

    id: UUID
    kind: str
    stage: str
    effect: str
    services: list[str]
    title: Bilingual
    text: Bilingual
    meanwhile: Bilingual
    starts_at: Moment
    ends_at: Moment | None
    updates: list[OutageNews]
    post_mortem: Bilingual | None
    post_mortem_due: date | None

    @classmethod
    def of(cls, one: Outage, now: datetime) -> "OutageTold":
        return cls(
            id=one.id, kind=one.kind, stage=one.stage(now), effect=one.effect, services=list(one.services),
            title=bilingual(one.title), text=bilingual(one.text), meanwhile=bilingual(one.meanwhile),
            starts_at=one.starts_at, ends_at=one.ends_at, updates=[OutageNews.of(news) for news in one.updates],
            post_mortem=bilingual(one.lesson) if one.lesson else None, post_mortem_due=one.lesson_due,
        )  # fmt: skip


class AvailabilityTold(Told):
    """Seconds; in `unknown` ones no probe ran. `share`: up / (up + down), null where nothing was measured."""

    days: int
    up: int
    down: int
    unknown: int
    share: float | None

    @classmethod
    def of(cls, one: figures.Figure) -> "AvailabilityTold":
        known = one.up + one.down
        share = one.up / known if known else None
        return cls(days=one.days, up=one.up, down=one.down, unknown=one.unknown, share=share)


class StatusTold(Told):
    as_of: Moment | None = Field(description="When this was read; null where nothing is known.")
    database_away: bool = Field(description="The city's database does not answer: this is what was told last.")
    services: list[ServiceTold]
    outages: list[OutageTold] = Field(description="To come, going on, and of the last 90 days; the latest first.")
    availability: list[AvailabilityTold]
    target: float = figures.TARGET / 1000

    @classmethod
    def of(cls, found: Snapshot | None, now: datetime, *, away: bool) -> "StatusTold":
        told = found or Snapshot(now)
        return cls(
            as_of=found.made_at if found else None, database_away=away,
            services=[
                ServiceTold(service=one, name=bilingual(words), state=state_of(one, told, now, away=away))
                for one, words in SERVICES.items()
            ],
            outages=[OutageTold.of(one, now) for one in told.outages],
            availability=[AvailabilityTold.of(figures.figure(told.days, now, count)) for count in (30, 90)],
        )  # fmt: skip
