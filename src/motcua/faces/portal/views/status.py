"""What works now and what does not, for everybody: the same page for all, also while the database is away."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.base.access.routes import public
from motcua.base.outages import figures, kept
from motcua.base.outages.enums import SERVICES, STATES
from motcua.base.outages.told import WORST, Snapshot, Told, state_of
from motcua.kernel import clock
from motcua.kernel.words import Words

GOOD_SECONDS = 15
TONES = {"works": "ontime", "slow": "near", "down": "late", "off": "plain"}
WHOLE = {
    "works": Words("Mọi dịch vụ đang hoạt động", "Everything works"),
    "slow": Words("Có dịch vụ chậm hoặc chỉ dùng được một phần", "Some services are slow or partly available"),
    "down": Words("Có dịch vụ đang gián đoạn", "Some services are not available"),
}


@public("whether the service works is asked by people who cannot get in")
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """503 while the database is away, with what was told last."""
    snapshot, away = kept.current()
    found, now = snapshot or Snapshot(clock.now()), clock.now()
    rows = services_of(found, now, away=away)
    worst = max((str(row["state"]) for row in rows), key=[*map(str, WORST)].index)
    facts = {
        "away": away, "made_at": snapshot.made_at if snapshot else None, "now": now, "services": rows,
        "whole": WHOLE[worst], "tone": TONES[worst],
        "on": shown(found.on(now), now),
        "coming": shown(sorted(found.staged(now, "planned"), key=lambda one: one.starts_at), now),
        "past": shown(found.staged(now, "over", "cancelled"), now),
    } | measured(found, now)  # fmt: skip
    response = render(request, "portal/status.html", facts, status=503 if away else 200)
    if away:
        response.headers["Retry-After"] = "60"
        response.headers["Cache-Control"] = "no-store"
    else:
        response.headers["Cache-Control"] = f"private, max-age={GOOD_SECONDS}"
    return response


def services_of(found: Snapshot, now: datetime, *, away: bool) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for service, words in SERVICES.items():
        state = state_of(service, found, now, away=away)
        rows.append({"words": words, "state": state, "state_words": STATES[state], "tone": TONES[state]})
    return rows


def shown(outages: list[Told], now: datetime) -> list[dict[str, object]]:
    return [{"told": one, "stage": one.stage(now), "stage_words": one.stage_words(now)} for one in outages]


def measured(found: Snapshot, now: datetime) -> dict[str, object]:
    days = figures.by_day(found.days, now, 90)
    return {
        "figures": [figures.figure(found.days, now, count) for count in (30, 90)],
        "days": [{"shown": one, "kind": one.kind} for one in days],
        "worse": [
            {"shown": one, "down": figures.span(one.down), "unknown": figures.span(one.unknown)}
            for one in reversed(days) if one.kind in ("part", "down")
        ],
        "journeys": figures.by_journey(found.days, now, 30),
        "is_measured": any(one.kind != "unknown" for one in days),
        "seen_at": max((one.at for one in found.seen), default=None),
    }  # fmt: skip
