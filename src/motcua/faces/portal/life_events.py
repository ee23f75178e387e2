"""The eight turns of a life by which people look for a procedure without knowing its name."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.catalogue.queries import receivable_versions
from motcua.domain.catalogue.reading.own import FACTS
from motcua.kernel.words import Words


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """`slug` stands in addresses, `key` in the facts of the everyday procedures."""

    slug: str
    key: str
    words: Words
    icon: str


LIFE_EVENTS = (
    LifeEvent("sinh-con", "birth", Words("Sinh con", "Having a child"), "birth"),
    LifeEvent("ket-hon", "marriage", Words("Kết hôn", "Marriage"), "wedding"),
    LifeEvent("nha-dat-cu-tru", "home", Words("Nhà, đất, nơi ở", "Home and land"), "home"),
    LifeEvent("kinh-doanh", "business", Words("Mở cửa hàng", "Business"), "shop"),
    LifeEvent("viec-lam", "work", Words("Việc làm, nghề", "Work"), "work"),
    LifeEvent("di-hoc", "school", Words("Đi học", "School"), "study"),
    LifeEvent("suc-khoe", "health", Words("Sức khỏe", "Health"), "health"),
    LifeEvent("tuoi-gia", "old_age_death", Words("Tuổi già, qua đời", "Old age, death"), "candle"),
)

BY_SLUG = {event.slug: event for event in LIFE_EVENTS}


@cache
def codes_by_event(folder: Path = FACTS) -> dict[str, frozenset[str]]:
    """The procedure codes of each event key, from the project's everyday procedures."""
    rows = [
        json.loads(line)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return {
        event.key: frozenset(row["code"] for row in rows if row.get("life_event") == event.key) for event in LIFE_EVENTS
    }


def procedures_of(event: LifeEvent) -> list[ProcedureVersion]:
    """The event's procedures that the city receives today, by field and name; one statement."""
    found = receivable_versions().filter(procedure__code__in=codes_by_event()[event.key])
    return list(found.order_by("field__slug", "name_key"))
