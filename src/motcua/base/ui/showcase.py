"""What the component page shows: each listed piece as it is meant, then its variants and hard cases."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from django.template import Context, Engine
from django.utils.safestring import SafeString, mark_safe

from motcua.base.ui.components import Component, components
from motcua.base.ui.templatetags.ui import draw
from motcua.kernel.words import Words

_FOLDER = Path(__file__).parent
LONG = (
    "Cấp Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất cho người đã đăng ký "
    "quyền sở hữu tài sản lần đầu, đăng ký bổ sung tài sản gắn liền với đất đối với tổ chức trong nước, "
    "cơ sở tôn giáo, cá nhân và tổ chức nước ngoài có chức năng ngoại giao và doanh nghiệp có vốn đầu tư nước ngoài"
)  # fmt: skip
NAME = "Công Tằng Tôn Nữ Nguyễn Phúc Hoàng Thị Thanh Nguyệt Minh Phương"
USUAL = Words("Như thường dùng", "As mostly used")


@dataclass(frozen=True, slots=True)
class Example:
    said: Words
    html: SafeString


@dataclass(frozen=True, slots=True)
class Shown:
    component: Component
    examples: list[Example]


def shown() -> list[Shown]:
    """Every listed piece in the order of the list, drawn in the current language."""
    return [
        Shown(component, [_drawn(component, USUAL, component.example), *_variants(component)])
        for component in components().values()
    ]


def icons() -> list[str]:
    """The names in the sprite."""
    sprite = ElementTree.parse(_FOLDER / "static/ui/icons.svg").getroot()  # noqa: S314 - our own file
    return [symbol.get("id", "") for symbol in sprite]


@cache
def more() -> dict[str, list[dict[str, Any]]]:
    """Variants by the component's name."""
    return tomllib.loads((_FOLDER / "examples.toml").read_text(encoding="utf-8"))


def _variants(component: Component) -> list[Example]:
    return [
        _drawn(component, Words(**row["said"]), {name: value for name, value in row.items() if name != "said"})
        for row in more().get(component.name, [])
    ]


def _drawn(component: Component, said: Words, given: dict[str, Any]) -> Example:
    """No example takes the keyboard when the page opens."""
    given = _spelled(given)
    if "body" in given:
        given["body"] = mark_safe(given["body"])
    context = Context()
    context.template = Engine.get_default().from_string("")
    html = draw(context, component.name, given).replace(" autofocus", "").replace(" data-focus", "")
    return Example(said, mark_safe(html))


def _spelled(value: Any) -> Any:
    """The same with {long} and {name} written out."""
    if isinstance(value, str):
        return value.replace("{long}", LONG).replace("{name}", NAME)
    if isinstance(value, list):
        return [_spelled(item) for item in value]
    if isinstance(value, dict):
        return {name: _spelled(item) for name, item in value.items()}
    return value
