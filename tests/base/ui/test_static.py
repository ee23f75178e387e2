"""Light and strict: sizes of what a phone loads, and nothing inline that the content policy would refuse."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

import motcua
from motcua.base import ui

STATIC = Path(ui.__file__).parent / "static/ui"
SOURCE = Path(motcua.__file__).parent
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
CITIZEN_CSS = ("tokens.css", "motcua.css", "parts.css")
INLINE = re.compile(
    r"""<style|\sstyle=|\son(?!e=)\w+=|javascript:|<script(?![^>]*\ssrc=)|\shx-on|hx-vals=.js:""", re.IGNORECASE
)
ICON = re.compile(r"""(?:{% icon |icon_name=|icon=)"([\w-]+)\"""")
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b")


def test_styles_of_a_citizen_page_stay_under_25_kb() -> None:
    assert sum((STATIC / name).stat().st_size for name in CITIZEN_CSS) <= 25_000


def test_own_script_stays_under_10_kb() -> None:
    assert (STATIC / "motcua.js").stat().st_size <= 10_000


def test_the_sprite_stays_under_12_kb() -> None:
    assert (STATIC / "icons.svg").stat().st_size <= 12_000


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_nothing_inline(path: Path) -> None:
    assert not INLINE.search(path.read_text(encoding="utf-8"))


def test_inline_is_noticed() -> None:
    for bad in ('<p style="a">', "<style>", '<a onclick="x">', "<script>x</script>", '<a href="javascript:x">'):
        assert INLINE.search(bad), bad
    assert not INLINE.search('<script src="/static/x.js" defer></script>')


def test_every_icon_asked_for_is_drawn() -> None:
    sprite = ElementTree.parse(STATIC / "icons.svg").getroot()
    drawn = {symbol.get("id") for symbol in sprite}
    asked = {name for path in TEMPLATES for name in ICON.findall(path.read_text(encoding="utf-8"))}
    assert asked <= drawn


def test_colours_come_from_the_tokens() -> None:
    for path in STATIC.glob("*.css"):
        if path.name != "tokens.css":
            allowed = {"#fff", "#000", "#333", "#dbe5f2"}
            assert set(COLOUR.findall(path.read_text(encoding="utf-8"))) <= allowed, path.name


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        ("ink", "paper", 7),
        ("muted", "paper", 5.5),
        ("cham", "paper", 7),
        ("ontime", "ontime-tint", 4.5),
        ("near", "near-tint", 4.5),
        ("late", "late-tint", 4.5),
        ("stopped", "stopped-tint", 4.5),
        ("cham", "cham-tint", 4.5),
        ("edge", "paper", 3),
    ],
)
def test_contrast(front: str, back: str, least: float) -> None:
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", (STATIC / "tokens.css").read_text().split(".desk")[0]))
    light, dark = sorted((luminance(tokens[front]), luminance(tokens[back])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= least
