"""Paper by the camera: corners by finger or keys, small enough and readable, several pages as one PDF, or as it was."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.browser.conftest import CITIZEN, NewWalker
from tests.browser.house import House
from tests.browser.test_uploads import papers_page

CORNERS = ((300, 200), (2300, 500), (2200, 2900), (400, 2700))
COLOURS = ("red", "lime", "blue", "yellow")
TONES = ((255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0))
FLATTEN = """async ([url, width, height, corners]) => {
  const camera = await import(url);
  const photo = await createImageBitmap(await (await fetch("/test-photo.jpg")).blob());
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d").drawImage(photo, 0, 0, width, height);
  const flat = camera.flatten(canvas, corners);
  const pen = flat.getContext("2d");
  const seen = (x, y) => [...pen.getImageData(x * flat.width, y * flat.height, 1, 1).data].slice(0, 3);
  const page = await camera.compressed(flat);
  return [flat.width, flat.height, page.blob.size, [seen(0.1, 0.1), seen(0.9, 0.1), seen(0.9, 0.9), seen(0.1, 0.9)]];
}"""


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight megapixels of a paper lying askew, each quarter of it in a colour of its own, on a noisy table."""
    place = tmp_path_factory.mktemp("camera") / "IMG_0001.jpg"
    sheet = Image.effect_noise((2600, 3100), 60).convert("RGB")
    pen = ImageDraw.Draw(sheet)
    centre = tuple(sum(corner[axis] for corner in CORNERS) // 4 for axis in (0, 1))
    for at, colour in enumerate(COLOURS):
        middles = [between(CORNERS[at], CORNERS[(at + turn) % 4]) for turn in (1, 3)]
        pen.polygon([CORNERS[at], middles[0], centre, middles[1]], fill=colour)
    sheet.save(place, quality=92)
    return place


def between(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return ((one[0] + other[0]) // 2, (one[1] + other[1]) // 2)


def near(seen: list[int], wanted: tuple[int, int, int]) -> bool:
    return all(abs(tone - other) < 60 for tone, other in zip(seen, wanted, strict=True))


def take(page: Page, name: str, photo: Path) -> None:
    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name=name).first.click()
    choosing.value.set_files(photo)


def test_a_paper_is_straightened_made_small_and_bound(walk: NewWalker, house: House, photo: Path) -> None:
    walker = walk(CITIZEN)
    papers_page(walker, house)
    page = walker.page
    page.route("**/test-photo.jpg", lambda route: route.fulfill(path=photo))
    camera = page.locator("script[data-camera]").get_attribute("data-camera")
    shares = [[x / 2600, y / 3100] for x, y in CORNERS]
    width, height, size, seen = page.evaluate(FLATTEN, [camera, 2600, 3100, shares])
    assert height > width and height <= 1754 and size <= 400_000
    assert all(near(one, tone) for one, tone in zip(seen, TONES, strict=True)), seen
    take(page, "Chụp ảnh", photo)
    dialog = page.get_by_role("dialog")
    corner = dialog.get_by_role("button", name="Góc trên bên trái")
    corner.focus()
    before = corner.evaluate("element => element.style.left")
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "Shift+ArrowDown"):
        page.keyboard.press(key)
    assert before == "0%" and corner.evaluate("element => element.style.left") == "4%"
    box = dialog.get_by_role("button", name="Góc dưới bên phải").bounding_box()
    assert box and box["width"] >= 44 and box["height"] >= 44
    page.mouse.move(box["x"] + 22, box["y"] + 22)
    page.mouse.down()
    page.mouse.move(box["x"] - 20, box["y"] - 30)
    page.mouse.up()
    walker.shot("camera-corners")
    dialog.get_by_role("button", name="Xoay").click()
    dialog.get_by_role("button", name="Dùng trang này").click()
    take(page, "Chụp trang tiếp", photo)
    dialog.get_by_role("button", name="Dùng trang này").click()
    walker.shot("camera-pages")
    dialog.get_by_role("button", name="Gửi 2 trang").click()
    expect(dialog).to_have_count(0)
    made = page.locator("section.card").first.get_by_role("link", name=".pdf")
    expect(made).to_be_visible()
    size = page.evaluate("async url => (await (await fetch(url)).blob()).size", made.get_attribute("href"))
    assert size <= 2 * 400_000 + 4000
    assert walker.pictures_are_drawn() == 1, "the server reads and draws it"


def test_the_photo_as_it_was_and_what_cannot_be_opened_are_sent_whole(
    walk: NewWalker, house: House, photo: Path, tmp_path: Path
) -> None:
    walker = walk(CITIZEN)
    papers_page(walker, house)
    page = walker.page
    take(page, "Chụp ảnh", photo)
    page.get_by_role("dialog").get_by_role("button", name="Gửi ảnh gốc").click()
    link = page.locator("section.card").first.get_by_role("link", name=photo.name)
    expect(link).to_be_visible()
    size = page.evaluate("async url => (await (await fetch(url)).blob()).size", link.get_attribute("href"))
    assert size == photo.stat().st_size
    strange = tmp_path / "IMG_0002.heic"
    strange.write_bytes(b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40)
    walker.forgiven.add(422)
    take(page, "Chụp ảnh", strange)
    expect(page.get_by_text("Tệp có nội dung lạ").or_(page.get_by_text("Tệp bị hỏng"))).to_be_visible()
