"""A page that arrives in pieces keeps in place what has come: the head of every page, cut after each of its parts."""

import pytest

from tests.browser.conftest import CITIZEN, DESK, PHONE, NewWalker
from tests.browser.house import House
from tests.browser.pages import facts_of

TABLET = {"width": 800, "height": 1100}
LAPTOP = {"width": 1100, "height": 800}
TAKEN_AWAY = """() => {
  const head = document.querySelector(".top");
  const place = (part) => { const { x, y } = part.getBoundingClientRect(); return [x, y].map(Math.round); };
  const kept = [".brand__mark", ".brand__name", ".brand__place", ".search .input"];
  const held = kept.map((one) => [one, head.querySelector(one)]).filter(([, part]) => part?.getClientRects().length);
  const wanted = new Map(held.map(([, part]) => [part, place(part)]));
  const moved = [];
  const parts = [...head.querySelectorAll("*")].filter((part) => !part.contains(head.querySelector(".brand__mark")));
  for (const last of parts.reverse()) {
    last.remove();
    for (const [name, part] of held) {
      if (!part.isConnected) continue;
      const [x, y] = wanted.get(part), [x2, y2] = place(part);
      if (Math.abs(x2 - x) > 2 || Math.abs(y2 - y) > 2)
        moved.push(`${name}: ${x2},${y2} → ${x},${y} when this comes: ${last.outerHTML.slice(0, 60)}`);
    }
  }
  return moved;
}"""


@pytest.mark.parametrize("size", [PHONE, TABLET, LAPTOP, DESK], ids=["phone", "tablet", "laptop", "desk"])
@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("motcua", "/can-bo/tiep-nhan/"),
        ("chuyenvien", "/can-bo/viec/"),
        (CITIZEN, "/nop-ho-so/{draft}/nguoi-nop/"),
        (CITIZEN, "/"),
        ("", "/"),
    ],
)
def test_the_head_stays_where_it_is(walk: NewWalker, house: House, who: str, path: str, size: dict[str, int]) -> None:
    page = walk(who, viewport=size).go(path.format_map(facts_of(house)))
    moved = page.evaluate(TAKEN_AWAY)
    assert moved == [], "\n".join(moved)
