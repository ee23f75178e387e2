"""What every page must be: without accessibility complaints on phones and desks, in the dark and in large type."""

from dataclasses import dataclass
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

from motcua.ops.demo.people import CITIZEN_NAME
from tests.browser.house import House
from tests.browser.walker import Walker

NARROW, MIDDLE, WIDE = (320, 360), 768, 1440
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""Every rule of axe-core, with the one of WCAG 2.2 that is off unless asked for."""

CONTRAST = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
"""What alone a dark screen changes."""

TARGETS = {"resultTypes": ["violations"], "runOnly": ["target-size"]}
"""What large type may squeeze, beside what no longer fits."""


@dataclass(frozen=True)
class Place:
    """`path` may name facts of the house: `{decided}` is a case in that state, `{leader}` one before the leader."""

    name: str
    path: str
    who: str = ""
    status: int = 200
    language: str = "vi"


def facts_of(house: House) -> dict[str, str]:
    """What paths may name."""
    states = {case["state"]: case["id"] for case in reversed(house.cases)}
    roles = {case["role"]: case["id"] for case in reversed(house.cases) if case["state"] == "processing"}
    own = {f"own_{case['state']}": case["id"] for case in house.cases if case["applicant"] == CITIZEN_NAME}
    places = {name: place for name, place in house.places.items() if place}
    secrets = {"verify": house.document("result")["verify"]} if house.documents else {}
    for case in reversed(house.cases):
        if case["state"] == "processing":
            secrets |= {"code": case["code"], "track": case["track"], "procedure": case["procedure"]}
        if case["state"] == "closed":
            secrets["track_closed"] = case["track"]
    return states | roles | own | places | secrets


def wrong_with(walker: Walker, place: Place, house: House) -> list[str]:
    """Everything wrong with the page at `place`, one line each; a picture of what is wrong is left for people."""
    walker.forgiven.add(place.status)
    walker.context.add_cookies([{"name": "lang", "value": place.language, "url": walker.site}])
    answer = walker.page.goto(walker.site + place.path.format_map(facts_of(house)))
    assert answer and answer.status == place.status
    assert walker.page.locator("html").get_attribute("lang") == place.language
    walker.page.evaluate(AXE_SCRIPT)
    found = [problem for width in (*NARROW, MIDDLE, WIDE) for problem in problems(walker, place.name, width)]
    walker.page.emulate_media(color_scheme="dark")
    found += [f"dark: {line}" for line in complaints_of_axe(walker, CONTRAST)]
    walker.page.evaluate("document.documentElement.dataset.type = 'large'")
    walker.page.set_viewport_size({"width": NARROW[1], "height": 780})
    return found + [f"large: {line}" for line in overflow(walker, NARROW[1]) + complaints_of_axe(walker, TARGETS)]


def problems(walker: Walker, name: str, width: int) -> list[str]:
    """What is wrong with the page shown at this width, in words."""
    page = walker.page
    page.set_viewport_size({"width": width, "height": 780 if width < WIDE else 900})
    found = overflow(walker, width)
    if width in (NARROW[0], MIDDLE):
        return found
    found += [f"{width} px: {line}" for line in complaints_of_axe(walker)]
    walker.shot(name, wanted=bool(found))
    return found


WIDER = """width => {
  const all = [...document.querySelectorAll("body *")];
  const names = (elements) => elements.map(e => `${e.tagName.toLowerCase()}.${e.className}`).slice(0, 6);
  const scrolls = "input, textarea, select, .actions--foot, .process-frame, .unseen";
  const kept = (e) => e.matches(scrolls) || e.clientWidth <= 1;
  const cut = (e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== "visible" && !kept(e);
  return document.documentElement.scrollWidth > width
    ? names(all.filter(e => e.getBoundingClientRect().right > width + 0.5))
    : names(all.filter(cut));
}"""
"""Names of elements beyond the screen's edge, or cut off inside; the bar of acts and drawings may be pushed along."""


def overflow(walker: Walker, width: int) -> list[str]:
    wider = walker.page.evaluate(WIDER, width)
    return [f"{width} px: wider than there is room: {wider}"] if wider else []


RUN_AXE = "options => axe.run(options).then(found => found.violations)"


def complaints_of_axe(walker: Walker, options: dict[str, Any] = OPTIONS) -> list[str]:
    violations: list[dict[str, Any]] = walker.page.evaluate(RUN_AXE, options)
    return [
        f"{rule['id']}: {node['html'][:160]} ({'; '.join(node['failureSummary'].splitlines()[1:3]).strip()})"
        for rule in violations
        for node in rule["nodes"][:4]
    ]
