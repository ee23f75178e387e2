"""Light and strict: sizes of what a phone loads, and nothing inline that the content policy would refuse."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest

import motcua
from motcua.base import ui
from motcua.base.ui import tokens

STATIC = Path(ui.__file__).parent / "static/ui"
SOURCE = Path(motcua.__file__).parent
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
CITIZEN_CSS = ("tokens.css", "motcua.css", "parts.css")
INLINE = re.compile(
    r"""<style|\sstyle=|\son(?!e=)\w+=|javascript:|<script(?![^>]*\ssrc=)|\shx-on|hx-vals=.js:""", re.IGNORECASE
)
ICON = re.compile(r"""(?:{% icon |icon_name=|icon=)"([\w-]+)\"""")
HEX = r"#(?:[0-9a-f]{6}|[0-9a-f]{3,4})\b"
COLOUR = {
    ".css": re.compile(rf"{HEX}|\b(?:rgba?|hsla?)\(|\b(?:white|black|gr[ae]y|red)\s*;", re.IGNORECASE),
    ".typ": re.compile(r"\b(?:rgb|luma|cmyk|oklch)\("),
    ".html": re.compile(r"#[0-9a-f]{6}\b|\b(?:fill|stroke|content)=.#[0-9a-f]{3}\b", re.IGNORECASE),
    ".svg": re.compile(r"#[0-9a-f]{6}\b|\b(?:fill|stroke)=.#[0-9a-f]{3}\b", re.IGNORECASE),
}


def test_styles_of_a_citizen_page_stay_under_25_kb() -> None:
    assert sum((STATIC / name).stat().st_size for name in CITIZEN_CSS) <= 25_000


def test_own_script_stays_under_10_kb() -> None:
    assert (STATIC / "motcua.js").stat().st_size <= 10_000


def test_the_sprite_stays_under_12_kb() -> None:
    assert (STATIC / "icons.svg").stat().st_size <= 12_000


def templates() -> Iterator[tuple[str, str]]:
    """The name and the text of each."""
    assert TEMPLATES
    for path in TEMPLATES:
        yield str(path.relative_to(SOURCE)), path.read_text(encoding="utf-8")


def test_nothing_inline() -> None:
    assert [name for name, text in templates() if INLINE.search(text)] == []


def test_a_file_is_chosen_in_the_language_of_the_page() -> None:
    """What the browser says stands in its own language: each file input lies in the piece `file`."""
    boxed = re.compile(r'{% box "file"[^%]*%}<input type="file"')
    assert [name for name, text in templates() if len(boxed.findall(text)) != text.count('type="file"')] == []


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
    looks = [
        path
        for suffix in COLOUR
        for path in sorted(SOURCE.rglob(f"*{suffix}"))
        if path not in tokens.drawn() and "vendor" not in path.parts
    ]
    named = {str(path.relative_to(SOURCE)): COLOUR[path.suffix].findall(path.read_text("utf-8")) for path in looks}
    assert {name: colours for name, colours in named.items() if colours} == {}


def test_what_is_drawn_from_the_tokens_is_fresh() -> None:
    assert [str(path) for path, text in tokens.drawn().items() if path.read_text(encoding="utf-8") != text] == []


def test_every_drawn_icon_is_asked_for() -> None:
    """One set, in one style, our own and under the project's licence; what nobody uses goes."""
    texts = [path.read_text("utf-8") for suffix in ("py", "html", "js") for path in SOURCE.rglob(f"*.{suffix}")]
    named = {name for text in texts for name in re.findall(r"""["'#]([a-z][a-z-]+)["']""", text)}
    sprite = ElementTree.parse(STATIC / "icons.svg").getroot()
    assert [name for symbol in sprite if (name := symbol.get("id", "")) not in named] == []


def test_the_sprite_and_the_tab_show_one_mark() -> None:
    assert "".join(tokens.MARK_STROKES) in (STATIC / "icons.svg").read_text(encoding="utf-8")


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
        ("card", "cham", 4.5),
        ("card", "cham-deep", 4.5),
        ("card", "late", 4.5),
        ("bar-ink", "bar", 7),
        ("bar-muted", "bar", 4.5),
        ("edge", "paper", 3),
    ],
)
@pytest.mark.parametrize("face", ["", "desk-"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast(theme: str, face: str, front: str, back: str, least: float) -> None:
    told = tokens.tokens()
    colours = told[theme] | (told[f"desk-{theme}"] if face else {})
    light, dark = sorted((luminance(colours[front]), luminance(colours[back])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= least


def test_the_dark_set_leaves_no_colour_of_the_light_one() -> None:
    assert set(tokens.tokens()["dark"]) == set(tokens.tokens()["light"])
