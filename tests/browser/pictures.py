"""Pictures of pages for README and docs: the same city, day and window each time, kept with the words they show.

To add one: a line in `PICTURES` (with `before` to bring the page to a state first), then
`motcua docs --pictures` draws `docs/pictures/NAME.png` and `NAME.words.txt`; name the picture on a page of the docs.
`test_pictures.py` compares the words with the page of today: fonts differ from machine to machine, words do not.
"""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PIL import Image

from tests.browser.conftest import CITIZEN, DESK, PHONE
from tests.browser.walker import Walker

FOLDER = Path(__file__).resolve().parents[2] / "docs/pictures"
DAY = date(2026, 10, 15)
"""A Thursday far from holidays: dates, weekdays and lateness in the pictures are always those."""

HEAVIEST = 120_000
COLOURS = 64


@dataclass(frozen=True)
class Picture:
    """`path` may name facts of the house, as in `pages.Place`; `before` acts on the page, returns when it is ready."""

    name: str
    path: str
    who: str = ""
    wide: bool = False
    language: str = "vi"
    theme: str = "auto"
    before: Callable[[Walker], None] | None = None

    @property
    def png(self) -> Path:
        return FOLDER / f"{self.name}.png"

    @property
    def words(self) -> Path:
        return FOLDER / f"{self.name}.words.txt"


PICTURES = (
    Picture("portal-start", "/"),
    Picture("procedure", "/thu-tuc/{procedure}/"),
    Picture("filing-papers", "/nop-ho-so/{draft}/giay-to/", CITIZEN),
    Picture("my-case", "/ho-so/{own_processing}/", CITIZEN),
    Picture("track", "/t/{track}"),
    Picture("worklist", "/can-bo/viec/", "chuyenvien", wide=True),
    Picture("case-at-the-desk", "/can-bo/ho-so/{specialist}/", "chuyenvien", wide=True),
    Picture("reception", "/can-bo/tiep-nhan/", "motcua", wide=True),
    Picture("hand-back", "/can-bo/tra-ket-qua/", "motcua", wide=True),
    Picture("administration", "/quan-tri/", "quantri", wide=True),
)

FIXED = """() => [...document.querySelectorAll("h1, h2, h3, label, legend, th, dt, nav a, button, .button, summary")]
  .filter(e => e.checkVisibility() && !e.closest("tbody, .facts dd, .choice, .links, .kept"))
  .map(e => `${e.tagName.toLowerCase()} ${e.textContent.replace(/\\s+/g, " ").trim()}`)"""
"""What the page itself says, in its order: titles, labels, buttons, ways; not the data of people and cases."""


def take(walker: Walker, picture: Picture, facts: dict[str, str]) -> list[str]:
    """Bring the page to where the picture is taken; returns its fixed words, codes and figures made alike."""
    page = walker.page
    page.set_viewport_size(DESK if picture.wide else PHONE)  # type: ignore[arg-type]
    cookies = {"lang": picture.language, "theme": picture.theme}
    walker.context.add_cookies([{"name": name, "value": cookies[name], "url": walker.site} for name in cookies])
    page.goto(walker.site + picture.path.format_map(facts))
    if picture.before:
        picture.before(walker)
    return [alike(line) for line in page.evaluate(FIXED)]


def alike(line: str) -> str:
    return re.sub(r"\d+", "0", re.sub(r"NOP-[\w-]+", "NOP", line))


def draw(walker: Walker, picture: Picture, words: list[str]) -> None:
    """Keep the picture, with few colours, and its words."""
    shot = walker.page.screenshot(animations="disabled", caret="hide")
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    FOLDER.mkdir(parents=True, exist_ok=True)
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(picture.png, optimize=True)
    assert picture.png.stat().st_size <= HEAVIEST, picture.name
    picture.words.write_text("\n".join(words) + "\n", encoding="utf-8")
