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
from playwright.sync_api import Page

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


CARD = "001185077341||Lê Thị Mai|05031985|Nữ|Số 1, ngõ 2, Phúc Xá, Ba Đình, Hà Nội|10052021"


def two_cases_of_one_person(walker: Walker) -> None:
    """As the tutorial "a morning at the counter" goes, up to the print of both receipts."""
    page = walker.page
    page.locator("#id_seek_person").fill(CARD)
    page.keyboard.press("Enter")
    page.get_by_label("Tôi đã đối chiếu với thẻ").check()
    page.locator("#id_phone").fill("0912377341")
    receive(page, "khai sinh")
    page.get_by_role("link", name="Thêm thủ tục cho cùng người").click()
    receive(page, "tinh trang hon nhan")
    page.get_by_role("button", name="In cả lượt").wait_for()


def receive(page: Page, words: str) -> None:
    page.locator("#id_seek").fill(words)
    page.keyboard.press("Enter")
    chosen, offered = page.get_by_role("button", name="Thủ tục khác"), page.locator("[name=take_version]:focus")
    chosen.or_(offered).wait_for()
    if offered.count():
        offered.click()
    chosen.wait_for()
    page.get_by_role("button", name="Tiếp nhận, in phiếu").click()
    page.get_by_text("Đã tiếp nhận hồ sơ").wait_for()


def one_step_more(walker: Walker) -> None:
    """The table with a step added, and what publishing it would touch."""
    page = walker.page
    page.locator("button[value=after-0]").click()
    page.locator("[name='4-key']").wait_for(state="attached")
    page.locator("[name='1-name_vi']").fill("Hỏi ý kiến tổ dân phố")
    page.locator("[name='1-name_en']").fill("Ask the neighbourhood")
    page.locator("[name='1-unit']").select_option("specialist_unit")
    page.locator("[name='1-role']").select_option(label="Chuyên viên")
    page.locator("[name='1-hours']").fill("4")
    page.get_by_role("button", name="Xem ảnh hưởng trước khi công bố").click()
    page.get_by_role("heading", name="Nếu công bố").scroll_into_view_if_needed()


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
    Picture("counter-visit", "/can-bo/tiep-nhan/", "motcua", wide=True, before=two_cases_of_one_person),
    Picture("hand-back-person", "/can-bo/tra-ket-qua/{decided}/", "motcua", wide=True),
    Picture("review", "/quan-tri/thu-tuc/xem-lai/{flag}/", "quantri", wide=True),
    Picture("step-table", "/quan-tri/quy-trinh/thanh-pho/", "quantri", wide=True, before=one_step_more),
    Picture("calendar", "/quan-tri/lich/", "quantri", wide=True),
    Picture("practice", "/can-bo/luyen-tap/", "motcua", wide=True),
    Picture("agencies-asked", "/can-bo/ho-so/{asked}/", "chuyenvien", wide=True),
    Picture("going-late", "/can-bo/sap-tre/", "lanhdao", wide=True),
    Picture("sharing-out", "/can-bo/phan-cong/", "lanhdao", wide=True),
    Picture("process-drawn", "/quan-tri/quy-trinh/thu-tuc/{branched}/", "quantri", wide=True),
    Picture("decision-read", "/quan-tri/quy-trinh/nhap/{decision}/", "quantri", wide=True),
    Picture("reorganisation", "/quan-tri/sap-xep/{reorganisation}/", "quantri", wide=True),
    Picture("rules-of-time", "/quan-tri/quy-dinh/", "quantri", wide=True),
    Picture("delegations", "/quan-tri/uy-quyen/", "quantri", wide=True),
    Picture("bundle", "/ho-so/nhom/{bundle}/", CITIZEN),
    Picture("many-at-once", "/can-bo/hang-loat/{job_draft}/", "chuyenvien", wide=True),
    Picture("imported-case", "/can-bo/ho-so/{imported}/", "chuyenvien", wide=True),
)

FIXED = """() => [...document.querySelectorAll("h1, h2, h3, label, legend, th, dt, nav a, button, .button, summary")]
  .filter(e => e.checkVisibility() && !e.closest("tbody, .facts dd, .choice, .links, .kept"))
  .map(e => `${e.tagName.toLowerCase()} ${e.textContent.replace(/\\s+/g, " ").trim()}`)"""
"""What the page itself says, in its order: titles, labels, buttons, ways; not the data of people and cases."""

SOMETIMES = {"summary Đã nhắc"}
"""What stands there or not by the day of the week: a case due before the weekend was reminded of by its end."""


def take(walker: Walker, picture: Picture, facts: dict[str, str]) -> list[str]:
    """Bring the page to where the picture is taken; returns its fixed words, codes and figures made alike."""
    page = walker.page
    page.set_viewport_size(DESK if picture.wide else PHONE)  # type: ignore[arg-type]
    cookies = {"lang": picture.language, "theme": picture.theme}
    walker.context.add_cookies([{"name": name, "value": cookies[name], "url": walker.site} for name in cookies])
    page.goto(walker.site + picture.path.format_map(facts))
    if picture.before:
        picture.before(walker)
    return [alike(line) for line in page.evaluate(FIXED) if line not in SOMETIMES]


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
