"""The counter's minute in a browser: a scanner that types, a camera that looks, several cases, one print, results back.

Screens, typed fields, clicks and keys are counted; what a scanner types is no work of a hand.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from PIL import Image
from playwright.sync_api import Page, expect

from motcua.ops import system
from tests.browser.conftest import ARGUMENTS, DESK, PATIENCE, NewWalker, signed_in
from tests.browser.house import House
from tests.browser.journeys.effort import Budget
from tests.browser.journeys.measuring import Measure
from tests.browser.walker import Walker

RECEPTION, HAND_BACK = "/can-bo/tiep-nhan/", "/can-bo/tra-ket-qua/"
NAME = "Lê Thị Quét Thẻ"
CARD = f"001185077341|012377341|{NAME}|05031985|Nữ|Số 1, ngõ 2, Phúc Xá, Ba Đình, Hà Nội|10052021"
OTHER = "001085066221||Phạm Văn Máy Ảnh|05031985|Nam|Số 3, Phúc Xá, Ba Đình, Hà Nội|10052021"


WALK_IN = Budget(screens=1, fields=4, presses=25, seconds=60, keys_count=True, kilobytes=250)
BACK = Budget(screens=1, fields=1, presses=6, seconds=20, keys_count=True, kilobytes=250)


def scan(page: Page, text: str) -> None:
    """As a scanner does: a line at once and Enter, wherever the focus is."""
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def choose_procedure(walker: Walker, letters: str) -> None:
    walker.type(walker.page.locator("#id_seek"), letters)
    walker.press("Enter")
    chosen = walker.page.get_by_role("button", name="Thủ tục khác")
    offered = walker.page.locator("[name=take_version]:focus")
    expect(chosen.or_(offered)).to_be_visible()
    if offered.count():
        walker.press("Enter")
    expect(chosen).to_be_visible()
    expect(walker.page.get_by_role("button", name="Tiếp nhận, in phiếu")).to_be_focused()


def test_a_walk_in_is_received_from_card_to_print_within_the_budget(walk: NewWalker, measure: Measure) -> None:
    walker = walk("motcua")
    walker.context.add_init_script("window.print = () => undefined")
    with measure("counter: receive a walk-in", walker, WALK_IN):
        page = walker.go(RECEPTION)
        page.locator("#id_summary").focus()
        scan(page, CARD)
        expect(page.locator("#id_full_name")).to_have_value(NAME)
        assert page.locator("#id_summary").input_value() == "", "the scan leaves the field it fell into"
        expect(page.get_by_text("Chưa đối chiếu với thẻ")).to_be_visible()
        expect(page.get_by_text("Phường Hồng Hà")).to_be_visible()
        walker.click(page.get_by_label("Tôi đã đối chiếu với thẻ"))
        expect(page.get_by_text("Chưa đối chiếu với thẻ")).to_be_hidden()
        walker.type(page.locator("#id_phone"), "0912377341")
        choose_procedure(walker, "ks")
        walker.shot("counter-reception")
        walker.press("Enter")
        expect(page.get_by_text("Đã tiếp nhận hồ sơ")).to_be_visible()
        with page.expect_response(lambda answer: answer.url.endswith("/can-bo/in/")) as printed:
            walker.press("p")
        assert printed.value.status == 200 and printed.value.headers["content-type"] == "application/pdf"

    walker.press("t")
    expect(page.get_by_text("Cùng lượt này đã nhận")).to_be_visible()
    expect(page.locator("#id_full_name")).to_have_value(NAME)
    choose_procedure(walker, "ks")
    walker.press("Enter")
    expect(page.get_by_role("button", name="In cả lượt: 2 giấy tiếp nhận")).to_be_focused()
    walker.shot("counter-visit")


def test_a_scan_onto_the_focused_button_presses_nothing(walk: NewWalker) -> None:
    walker = walk("motcua")
    page = walker.go(RECEPTION)
    page.get_by_role("button", name="Tiếp nhận, in phiếu").focus()
    scan(page, CARD)
    expect(page.locator("#id_full_name")).to_have_value(NAME)
    expect(page).to_have_url(page.url)


def test_without_network_nothing_is_lost(walk: NewWalker) -> None:
    walker = walk("motcua")
    page = walker.go(RECEPTION)
    page.locator("#id_full_name").fill("Bùi Không Mạng")
    walker.context.set_offline(True)
    page.get_by_role("button", name="Tiếp nhận, in phiếu").click()
    expect(page.get_by_text("Mất mạng: chưa gửi gì")).to_be_visible()
    expect(page.locator("#id_full_name")).to_have_value("Bùi Không Mạng")
    walker.context.set_offline(False)
    walker.complaints.clear()
    walker.forgiven.add(422)
    page.get_by_role("button", name="Tiếp nhận, in phiếu").click()
    expect(page.locator("#id_full_name")).to_have_value("Bùi Không Mạng")
    expect(page.get_by_text("Bạn chọn thủ tục.").first).to_be_visible()


LATE_FOCUS = """([text, field, late]) => {
  const how = { bubbles: true, cancelable: true };
  const key = (target, key) => target.dispatchEvent(new KeyboardEvent("keydown", { key, ...how }));
  const goal = document.querySelector(field);
  document.activeElement?.blur();
  for (const [place, sign] of [...text].entries()) {
    if (place < late) key(document.body, sign);
    else if (key(goal, sign)) goal.value += sign;
  }
  if (key(goal, "Enter")) goal.form.querySelector("[type=submit]").click();
}"""
"""The first signs of a scan come before the page has given its field the focus."""


@pytest.mark.parametrize("late", [0, 1, 4])
def test_signs_scanned_before_the_field_has_the_focus_are_not_lost(walk: NewWalker, late: int) -> None:
    walker = walk("motcua")
    page = walker.go(HAND_BACK)
    page.evaluate(LATE_FOCUS, [CARD, "#id_q", late])
    expect(page.get_by_text(f"Đang tìm: {CARD[:12]}")).to_be_visible()
    page = walker.go(RECEPTION)
    page.evaluate(LATE_FOCUS, [CARD, "#id_summary", late])
    expect(page.locator("#id_full_name")).to_have_value(NAME)
    assert page.locator("#id_summary").input_value() == ""


def test_a_result_is_handed_back_by_card_with_a_signature(walk: NewWalker, house: House, measure: Measure) -> None:
    looked_at = house.case(state="decided")["applicant"]
    decided = [one for one in house.cases if one["state"] == "decided" and one["identity_number"]]
    case = next(one for one in reversed(decided) if one["applicant"] != looked_at)
    walker = walk("motcua")
    with measure("counter: hand a result back", walker, BACK):
        page = walker.go(HAND_BACK)
        scan(page, f"{case['identity_number']}||{case['applicant']}|05031985|Nam|Hà Nội|10052021")
        expect(page.get_by_role("button", name="Trả kết quả đã chọn").last).to_be_focused()
        box = page.locator("canvas").bounding_box()
        assert box
        page.mouse.move(box["x"] + 40, box["y"] + 80)
        page.mouse.down()
        page.mouse.move(box["x"] + 260, box["y"] + 50, steps=6)
        page.mouse.up()
        walker.drawn()
        expect(page.get_by_label("Người nhận đã ký")).to_be_checked()
        walker.shot("counter-hand-back")
        expect(page.get_by_role("button", name="Trả kết quả đã chọn").last).to_be_focused()
        walker.press("Enter")
        expect(page.get_by_text("In phiếu trả kết quả")).to_be_visible()
        expect(page.locator("#id_q")).to_be_focused()


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A card's code before a camera: 640 × 480 pixels, some frames of YUV 4:2:0."""
    place = tmp_path_factory.mktemp("film")
    segno.make(OTHER, micro=False, error="m").save(place / "code.png", scale=5, border=6)
    code = Image.open(place / "code.png").convert("L")
    frame = Image.new("L", (640, 480), 235)
    frame.paste(code, ((640 - code.width) // 2, (480 - code.height) // 2))
    grey = bytes([128]) * (320 * 240)
    with (place / "card.y4m").open("wb") as film:
        film.write(b"YUV4MPEG2 W640 H480 F15:1 Ip A1:1 C420mpeg2\n")
        for _ in range(15):
            film.write(b"FRAME\n" + frame.tobytes() + grey + grey)
    return place / "card.y4m"


@pytest.fixture
def filmed(house: House, film: Path, browser: object, sessions: dict[str, object]) -> Iterator[Page]:
    """A browser whose camera sees the card; it signs in with the session of the others."""
    state = signed_in(house, browser, sessions, "motcua")  # type: ignore[arg-type]
    camera = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    filmed = f"--use-file-for-fake-video-capture={film}"
    running = browser.browser_type.launch(  # type: ignore[attr-defined]
        executable_path=system.chromium(), args=[*ARGUMENTS, *camera, filmed]
    )
    context = running.new_context(locale="vi-VN", storage_state=state, viewport=DESK, permissions=["camera"])
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    running.close()


def test_a_card_held_before_the_camera_fills_the_person(house: House, filmed: Page) -> None:
    asked: list[str] = []
    filmed.on("request", lambda request: asked.append(request.url))
    filmed.goto(house.site + RECEPTION)
    assert not [url for url in asked if "jsQR" in url], "the reader comes only when it is wanted"
    filmed.get_by_role("button", name="Quét bằng máy ảnh").click()
    expect(filmed.locator("#id_full_name")).to_have_value("Phạm Văn Máy Ảnh")
    expect(filmed.locator("dialog.camera")).to_have_count(0)


def test_the_counter_reads_a_card_without_scripts(walk: NewWalker) -> None:
    walker = walk("motcua", java_script_enabled=False)
    page = walker.go(RECEPTION)
    scan(page, CARD)
    expect(page.locator("#id_full_name")).to_have_value(NAME)
    expect(page.get_by_role("button", name="Quét bằng máy ảnh")).to_be_hidden()
