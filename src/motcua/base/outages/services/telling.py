"""Telling outages: announce what is planned, open an incident, say how it goes on, end, cancel, explain.

Lock: the outage's row FOR UPDATE; of two who end it at once one is told OutageOver.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide
from motcua.base.ledger import Subject, append
from motcua.base.outages import kept
from motcua.base.outages.enums import EFFECTS, MOST_TOLD_HOURS, SERVICES, TOLD_HOURS
from motcua.base.outages.errors import BadOutage, OutageBegun, OutageNotBegun, OutageNotOver, OutageOver, SaidAlready
from motcua.base.outages.models import Outage, OutageUpdate
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Post
from motcua.kernel.errors import NotVisible
from motcua.kernel.ids import new_id
from motcua.kernel.text import tidy
from motcua.kernel.words import Words

NEEDED = Words("Bạn chưa điền ô này.", "Please fill this in.")
ONE_SERVICE = Words("Bạn chọn ít nhất một dịch vụ.", "Please choose at least one service.")
AFTER_START = Words("Lúc kết thúc phải sau lúc bắt đầu.", "It must end after it begins.")
AHEAD = Words(
    "Lúc này đã qua. Việc đã xảy ra thì bạn báo là sự cố.", "This is past. Tell what has happened as an incident."
)
NOT_AHEAD = Words("Lúc này chưa tới.", "This has not come yet.")
TOO_LONG = Words("Một đợt dài tối đa 31 ngày.", "One outage lasts at most 31 days.")
TOO_FAR = Words("Cách hiện tại quá một năm.", "More than a year away.")
TOO_OLD = Words("Cách hiện tại quá 90 ngày.", "More than 90 days ago.")
HOURS = Words("Từ 0 đến 168 giờ.", "From 0 to 168 hours.")
LONGEST, FARTHEST, OLDEST = timedelta(days=31), timedelta(days=366), timedelta(days=90)
TEXTS = ("title_vi", "title_en", "text_vi", "text_en", "meanwhile_vi", "meanwhile_en")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is told. `ends_at` None: an incident that is going on; a time for what is planned."""

    effect: str
    services: tuple[str, ...]
    starts_at: datetime
    title_vi: str
    title_en: str
    text_vi: str
    text_en: str
    meanwhile_vi: str
    meanwhile_en: str
    ends_at: datetime | None = None
    told_hours: int = TOLD_HOURS

    @property
    def kind(self) -> str:
        return "planned" if self.ends_at else "unplanned"

    def row(self) -> Outage:
        """As it would stand, not saved. BadOutage names what is wrong."""
        wrong = _missing({name: getattr(self, name) for name in TEXTS})
        if not self.services or not set(self.services) <= set(SERVICES):
            wrong["services"] = ONE_SERVICE
        if self.effect not in EFFECTS:
            wrong["effect"] = NEEDED
        if not 0 <= self.told_hours <= MOST_TOLD_HOURS:
            wrong["told_hours"] = HOURS
        wrong |= self._wrong_times(clock.now())
        if wrong:
            raise BadOutage(wrong)
        texts = {name: said(getattr(self, name)) for name in TEXTS}
        return Outage(
            kind=self.kind, effect=self.effect, services=[one for one in SERVICES if one in self.services],
            starts_at=self.starts_at, ends_at=self.ends_at, told_hours=self.told_hours, **texts,
        )  # fmt: skip

    def _wrong_times(self, now: datetime) -> dict[str, Words]:
        if self.ends_at is None:
            if self.starts_at > now:
                return {"starts_at": NOT_AHEAD}
            return {"starts_at": TOO_OLD} if now - self.starts_at > OLDEST else {}
        if self.starts_at <= now:
            return {"starts_at": AHEAD}
        if self.starts_at - now > FARTHEST:
            return {"starts_at": TOO_FAR}
        if self.ends_at <= self.starts_at:
            return {"ends_at": AFTER_START}
        return {"ends_at": TOO_LONG} if self.ends_at - self.starts_at > LONGEST else {}


@transaction.atomic
def tell(*, actor: Actor, wanted: Wanted) -> Outage:
    """Announce what is planned, or open an incident. Denied, BadOutage."""
    post = _check(actor)
    row = wanted.row()
    row.save(force_insert=True)
    facts: dict[str, object] = {
        "title": row.title_vi, "title_en": row.title_en, "services": row.services, "effect": row.effect,
        "starts_at": row.starts_at.isoformat(),
    }  # fmt: skip
    if row.ends_at:
        facts |= {"ends_at": row.ends_at.isoformat(), "told_hours": row.told_hours}
    _append(actor, post, row, "outage.announced" if row.ends_at else "outage.opened", facts)
    return row


@transaction.atomic
def update(
    *, actor: Actor, outage_id: UUID, text_vi: str, text_en: str, ends_at: datetime | None = None
) -> OutageUpdate:
    """Say how it goes on; what is planned may get another end. Denied, BadOutage, OutageOver, SaidAlready."""
    post = _check(actor)
    row = _lasting(outage_id)
    wrong = _missing({"text_vi": text_vi, "text_en": text_en})
    if ends_at is not None:
        if row.kind != "planned" or ends_at <= max(row.starts_at, clock.now()):
            wrong["ends_at"] = AFTER_START if row.kind == "planned" else NOT_AHEAD
        elif ends_at - row.starts_at > LONGEST:
            wrong["ends_at"] = TOO_LONG
    if wrong:
        raise BadOutage(wrong)
    facts: dict[str, object] = {}
    if ends_at is not None and ends_at != row.ends_at:
        row.ends_at = ends_at
        row.save(update_fields=["ends_at"])
        facts["ends_at"] = ends_at.isoformat()
    return _say(actor, post, row, "outage.updated", text_vi, text_en, facts)


@transaction.atomic
def end(*, actor: Actor, outage_id: UUID, text_vi: str, text_en: str, ends_at: datetime | None = None) -> OutageUpdate:
    """It works again, since `ends_at` (now). Denied, BadOutage, OutageOver, OutageNotBegun."""
    post = _check(actor)
    row, now = _lasting(outage_id), clock.now()
    if now <= row.starts_at:
        raise OutageNotBegun
    wrong, moment = _missing({"text_vi": text_vi, "text_en": text_en}), ends_at or now
    if moment > now:
        wrong["ends_at"] = NOT_AHEAD
    elif moment <= row.starts_at:
        wrong["ends_at"] = AFTER_START
    if wrong:
        raise BadOutage(wrong)
    row.ends_at = moment
    row.save(update_fields=["ends_at"])
    return _say(actor, post, row, "outage.ended", text_vi, text_en, {"ends_at": moment.isoformat()})


@transaction.atomic
def cancel(*, actor: Actor, outage_id: UUID, text_vi: str, text_en: str) -> OutageUpdate:
    """What was planned will not take place. Denied, BadOutage, OutageOver, OutageBegun."""
    post = _check(actor)
    row, now = _lasting(outage_id), clock.now()
    if now >= row.starts_at:
        raise OutageBegun
    if wrong := _missing({"text_vi": text_vi, "text_en": text_en}):
        raise BadOutage(wrong)
    row.cancelled_at = now
    row.save(update_fields=["cancelled_at"])
    return _say(actor, post, row, "outage.cancelled", text_vi, text_en, {})


@transaction.atomic
def explain(*, actor: Actor, outage_id: UUID, lesson_vi: str, lesson_en: str) -> Outage:
    """The post-mortem, or a better one in its place. Denied, BadOutage, OutageNotOver."""
    post = _check(actor)
    row, now = _locked(outage_id), clock.now()
    if row.cancelled_at or row.ends_at is None or row.ends_at > now:
        raise OutageNotOver
    if wrong := _missing({"lesson_vi": lesson_vi, "lesson_en": lesson_en}):
        raise BadOutage(wrong)
    row.lesson_vi, row.lesson_en, row.lesson_at = said(lesson_vi), said(lesson_en), row.lesson_at or now
    row.save(update_fields=["lesson_vi", "lesson_en", "lesson_at"])
    facts = {"title": row.title_vi, "title_en": row.title_en, "text": row.lesson_vi, "text_en": row.lesson_en}
    _append(actor, post, row, "outage.explained", facts)
    return row


def said(text: str) -> str:
    """Line by line, as it is kept."""
    lines = [tidy(line) for line in text.splitlines()]
    return "\n".join(lines).strip()


def _check(actor: Actor) -> Post | str:
    return check_citywide(actor, permissions.SETTINGS_MANAGE)


def _missing(texts: Mapping[str, str]) -> dict[str, Words]:
    return {name: NEEDED for name, text in texts.items() if not said(text)}


def _locked(outage_id: UUID) -> Outage:
    row = Outage.objects.select_for_update().filter(pk=outage_id).first()
    if row is None:
        raise NotVisible
    return row


def _lasting(outage_id: UUID) -> Outage:
    """Neither over nor cancelled."""
    row = _locked(outage_id)
    if row.cancelled_at or (row.ends_at is not None and row.ends_at <= clock.now()):
        raise OutageOver
    return row


def _say(
    actor: Actor, post: Post | str, row: Outage, kind: str, vi: str, en: str, facts: Mapping[str, object]
) -> OutageUpdate:
    latest = row.updates.order_by("-at", "-id").first()
    if latest is not None and latest.text_vi == said(vi):
        raise SaidAlready
    news = OutageUpdate(id=new_id(), outage=row, at=clock.now(), text_vi=said(vi), text_en=said(en))
    news.save(force_insert=True)
    told = {"title": row.title_vi, "title_en": row.title_en, "text": news.text_vi, "text_en": news.text_en}
    _append(actor, post, row, kind, {**told, **facts})
    return news


def _append(actor: Actor, post: Post | str, row: Outage, kind: str, facts: Mapping[str, object]) -> None:
    append(Subject("outage", row.pk), kind, actor, facts, authority=post)
    transaction.on_commit(kept.after_an_act)
