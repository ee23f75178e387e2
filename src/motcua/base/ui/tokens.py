"""The brand's colours, sizes and fonts from one file, in the tongues of browsers (CSS, SVG) and of Typst."""

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("tokens.toml")
SOURCE = Path(__file__).parents[2]

NOTE = "Drawn from base/ui/tokens.toml by `motcua docs`: change it there."
MARK_STROKES = ("M5 27.5V4.5h15V17", "M12.5 11.5v16h16")
"""Một Cửa, one door: an open doorway, and the light that falls through it."""

Group = dict[str, str]


@cache
def tokens() -> dict[str, Group]:
    """Groups of the file by name: light, dark, print, size, large, fonts, and what desks have otherwise."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def drawn() -> dict[Path, str]:
    """What stands in the source tree and follows from the tokens: path and text."""
    return {
        SOURCE / "base/ui/static/ui/tokens.css": css(),
        SOURCE / "base/ui/static/ui/showcase.css": swatches(),
        SOURCE / "base/ui/static/ui/mark.svg": mark(),
        SOURCE / "base/documents/templates/tokens.typ": typst(),
    }


def css() -> str:
    """Custom properties. Paper is always light: the dark set is for screens only."""
    told = tokens()
    fonts = {name: told["fonts"][name] for name in ("sans", "digits")}
    dark = {"color-scheme": "dark"} | told["dark"]
    auto = _rule(":root:not([data-theme])", dark) + _rule(":root:not([data-theme]) .desk", told["desk-dark"])
    chosen = _rule('[data-theme="dark"]', dark) + _rule('[data-theme="dark"] .desk', told["desk-dark"])
    return "".join(
        [
            f"/* {NOTE} */\n",
            _rule(":root", {"color-scheme": "light"} | told["light"] | told["size"] | fonts),
            _rule(".desk", told["desk-light"] | told["desk-size"]),
            _rule('[data-type="large"]', {"font-size": told["large"]["share"]}),
            f"@media screen and (prefers-color-scheme: dark) {{\n{auto}}}\n",
            f"@media screen {{\n{chosen}}}\n",
            f"@media print {{\n{_rule(':root, .desk', told['print'])}}}\n",
        ]
    )


def _rule(selector: str, group: Group) -> str:
    lines = "".join(
        f"  {name if name in ('color-scheme', 'font-size') else f'--{name}'}: {value};\n"
        for name, value in group.items()
    )
    return f"{selector} {{\n{lines}}}\n"


def swatches() -> str:
    """What the component page alone needs: a field of each colour, and headings' sizes on plain text."""
    colours = "".join(f".swatch--{name} {{ background: var(--{name}); }}\n" for name in tokens()["light"])
    return (
        f"/* {NOTE} */\n"
        ".swatches { display: grid; gap: var(--s2); grid-template-columns: repeat(auto-fill, minmax(10rem, 1fr)); }\n"
        ".swatches > li { display: flex; gap: var(--s2); align-items: center; }\n"
        ".swatch { width: 2.5rem; height: 2.5rem; border: 1px solid var(--edge); flex: none; }\n"
        ".h1-size { font-size: var(--h1); font-weight: 650; line-height: 1.25; }\n"
        ".h2-size { font-size: var(--h2); font-weight: 650; line-height: 1.25; }\n"
        ".sizes { columns: 14rem; }\n"
        ".sizes > div { display: flex; justify-content: space-between; gap: var(--s3); break-inside: avoid; }\n"
        ".piece { margin-top: var(--s7); }\n"
        ".piece h3 { margin: var(--s5) 0 var(--s2); font-weight: 400; }\n"
        f"{colours}"
    )


def typst() -> str:
    """Ink and font of paper: slips are printed black on white, so nothing else is taken."""
    told = tokens()
    colours = "".join(f'#let {name} = rgb("{told["print"][name]}")\n' for name in ("ink", "muted"))
    return f'// {NOTE}\n{colours}#let slip-font = "{told["fonts"]["slip"]}"\n'


def mark() -> str:
    """The mark alone, as the icon of a browser's tab."""
    strokes = "".join(f'  <path d="{stroke}"/>\n' for stroke in MARK_STROKES)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" '
        f'stroke="{tokens()["light"]["cham"]}" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round">\n'
        f"  <title>Một Cửa</title>\n{strokes}</svg>\n"
    )
