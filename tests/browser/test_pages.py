"""Every main page: no accessibility complaint at a phone's and a desk's width, nothing wider than 320 px, no errors."""

from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from motcua.ops.demo.people import CITIZEN_NAME
from tests.browser.conftest import CITIZEN, NewWalker
from tests.browser.house import House
from tests.browser.walker import Walker

COUNTER, SPECIALIST, LEADER, ADMINISTRATOR = "motcua", "chuyenvien", "lanhdao", "quantri"
NARROW, WIDE = (320, 360), 1440
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""Every rule of axe-core, with the one of WCAG 2.2 that is off unless asked for."""


@dataclass(frozen=True)
class Place:
    """`path` may name facts of the house: `{decided}` is a case in that state, `{leader}` one before the leader."""

    name: str
    path: str
    who: str = ""
    status: int = 200


PLACES = (
    Place("home", "/"),
    Place("search", "/thu-tuc/?q=mất giấy khai sinh"),
    Place("search-nothing", "/thu-tuc/?q=zzzz"),
    Place("life-event", "/thu-tuc/?viec=sinh-con"),
    Place("procedure", "/thu-tuc/{procedure}/"),
    Place("procedure-papers", "/thu-tuc/{procedure}/giay-to/"),
    Place("sign-in", "/dang-nhap/"),
    Place("filing-start", "/nop-ho-so/{procedure}/", CITIZEN),
    Place("draft-applicant", "/nop-ho-so/{draft}/nguoi-nop/", CITIZEN),
    Place("draft-papers", "/nop-ho-so/{draft}/giay-to/", CITIZEN),
    Place("draft-review", "/nop-ho-so/{draft}/kiem-tra/", CITIZEN),
    Place("draft-discard", "/ho-so/{draft}/bo/", CITIZEN),
    Place("my-cases", "/ho-so/", CITIZEN),
    Place("my-case-processing", "/ho-so/{own_processing}/", CITIZEN),
    Place("my-case-supplement", "/ho-so/{own_supplement}/", CITIZEN),
    Place("my-case-withdraw", "/ho-so/{own_processing}/rut/", CITIZEN),
    Place("inbox", "/thong-bao/", CITIZEN),
    Place("track", "/tra-cuu/"),
    Place("track-found", "/tra-cuu/?ma={code}"),
    Place("track-nothing", "/tra-cuu/?ma=H26.1-261123-0007", status=404),
    Place("track-token", "/t/{track}"),
    Place("track-token-closed", "/t/{track_closed}"),
    Place("track-token-nothing", "/t/AAAAAAAAAAAAAAAAAAAAAA", status=404),
    Place("verify", "/verify/{verify}"),
    Place("verify-nothing", "/verify/AAAAAAAAAAAAAAAAAAAAAA", status=404),
    Place("missing", "/khong-co-trang-nay/", status=404),
    Place("official-sign-in", "/can-bo/dang-nhap/"),
    Place("worklist-specialist", "/can-bo/viec/", SPECIALIST),
    Place("worklist-all", "/can-bo/viec/?muc=all", LEADER),
    Place("worklist-unit", "/can-bo/viec/?muc=unit", COUNTER),
    Place("case-submitted", "/can-bo/ho-so/{submitted}/", COUNTER),
    Place("case-processing", "/can-bo/ho-so/{specialist}/", SPECIALIST),
    Place("case-supplement-form", "/can-bo/ho-so/{specialist}/supplement/", SPECIALIST),
    Place("case-duty", "/can-bo/ho-so/{duty}/", SPECIALIST),
    Place("case-decide-form", "/can-bo/ho-so/{leader}/decide/", LEADER),
    Place("case-closed", "/can-bo/ho-so/{closed}/", LEADER),
    Place("reception", "/can-bo/tiep-nhan/", COUNTER),
    Place("reception-found", "/can-bo/tiep-nhan/?tt=khai sinh", COUNTER),
    Place("hand-back", "/can-bo/tra-ket-qua/", COUNTER),
    Place("hand-back-case", "/can-bo/tra-ket-qua/{decided}/", COUNTER),
    Place("password", "/can-bo/doi-mat-khau/", COUNTER),
    Place("agencies", "/quan-tri/", ADMINISTRATOR),
    Place("agency", "/quan-tri/co-quan/{agency}/", ADMINISTRATOR),
    Place("agency-found", "/quan-tri/co-quan/{agency}/them/", ADMINISTRATOR),
    Place("office", "/quan-tri/diem/{office}/", ADMINISTRATOR),
    Place("office-hours", "/quan-tri/diem/{office}/gio/", ADMINISTRATOR),
    Place("officials", "/quan-tri/can-bo/", ADMINISTRATOR),
    Place("official", "/quan-tri/can-bo/{official}/", ADMINISTRATOR),
    Place("official-roles", "/quan-tri/can-bo/{official}/vai-tro/{position}/", ADMINISTRATOR),
)


def facts_of(house: House) -> dict[str, str]:
    """What paths may name."""
    states = {case["state"]: case["id"] for case in reversed(house.cases)}
    roles = {case["role"]: case["id"] for case in reversed(house.cases) if case["state"] == "processing"}
    own = {f"own_{case['state']}": case["id"] for case in house.cases if case["applicant"] == CITIZEN_NAME}
    secrets = {
        "procedure": house.cases[0]["procedure"],
        "code": house.case(state="processing")["code"],
        "track": house.case(state="processing")["track"],
        "track_closed": house.case(state="closed")["track"],
        "verify": house.document("result")["verify"],
    }
    return states | roles | own | house.places | secrets


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_page_is_accessible_at_every_width(place: Place, house: House, walk: NewWalker) -> None:
    walker = walk(place.who)
    walker.forgiven.add(place.status)
    answer = walker.page.goto(walker.site + place.path.format_map(facts_of(house)))
    assert answer and answer.status == place.status
    assert [problem for width in (*NARROW, WIDE) for problem in problems(walker, place.name, width)] == []


def problems(walker: Walker, name: str, width: int) -> list[str]:
    """What is wrong with the page shown at this width, in words."""
    page = walker.page
    page.set_viewport_size({"width": width, "height": 780 if width < WIDE else 900})
    found = overflow(walker, width)
    if width == NARROW[0]:
        return found
    walker.shot(name)
    return found + [f"{width} px: {line}" for line in complaints_of_axe(walker)]


WIDER = """width => document.documentElement.scrollWidth <= width ? [] :
  [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > width + 0.5)
    .map(e => e.tagName.toLowerCase() + "." + e.className).slice(0, 6)"""


def overflow(walker: Walker, width: int) -> list[str]:
    wider = walker.page.evaluate(WIDER, width)
    return [f"{width} px: wider than the screen: {wider}"] if wider else []


def complaints_of_axe(walker: Walker) -> list[str]:
    answer: dict[str, Any] = Axe().run(walker.page, options=OPTIONS).response
    return [
        f"{rule['id']}: {node['html'][:160]} ({'; '.join(node['failureSummary'].splitlines()[1:3]).strip()})"
        for rule in answer["violations"]
        for node in rule["nodes"][:4]
    ]
