"""Tags every template has without loading: words in two languages, dates, icons, and the listed page pieces."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.engine import Engine
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from motcua.base.ui import bound, due, say
from motcua.base.ui.components import Component, components
from motcua.kernel import clock, text
from motcua.kernel.counting import agreeing
from motcua.kernel.words import Language, Words, language

register = template.Library()

BADGE_ICONS = {
    "plain": "list",
    "info": "info",
    "ontime": "check-circle",
    "near": "hourglass",
    "late": "alert",
    "stopped": "pause",
}


@register.simple_tag
def t(vi: str, en: str, **facts: object) -> SafeString:
    """`{% t "Còn {n} giấy tờ" "{n} papers left" n=count %}`: the text of the current language, facts escaped."""
    chosen = conditional_escape(agreeing(en, facts) if language() == "en" else vi)
    if not facts:
        return chosen
    return format_html(chosen, **{name: str(fact) if isinstance(fact, Words) else fact for name, fact in facts.items()})


class Said(template.Node):
    """Words that no fact is told in: written in the template, so nothing is left to work out when it is drawn."""

    def __init__(self, vi: str, en: str) -> None:
        self.vi, self.en = vi, en

    def render(self, context: Context) -> SafeString:
        return mark_safe(self.en if language() == "en" else self.vi)


class Drawn(template.Node):
    """An icon named in the template."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, context: Context) -> SafeString:
        return _icon(self.name, "", False)


def written(parser: Parser, token: Token, count: int) -> list[str] | None:
    """The arguments of a tag where there are so many, all of them texts in the template; None otherwise."""
    bits = token.split_contents()[1:]
    found = [parser.compile_filter(bit) for bit in bits] if len(bits) == count else []
    told = [one.var for one in found if isinstance(one.var, str) and not one.filters]
    return told if found and len(told) == count else None


@register.filter
def en(vi: str, english: str) -> str:
    """`label="Gửi hồ sơ"|en:"Send"`: for arguments of other tags."""
    return english if language() == "en" else vi


@register.filter
def day(value: date | None) -> str:
    """ "Thứ Hai, 23/11/2026"; a moment is taken to its day in Hanoi; empty for None."""
    if not value:
        return ""
    return str(text.weekday_date(clock.local(value).date() if isinstance(value, datetime) else value))


@register.filter
def moment(value: datetime | None) -> str:
    """ "17:00 Thứ Hai, 23/11/2026"; empty for None."""
    return str(text.weekday_time(value)) if value else ""


@register.filter
def number(value: int | None) -> str:
    """1.250.000; empty for None."""
    return "" if value is None else str(text.number(value))


@register.filter
def money(value: int | None) -> str:
    """1.250.000 đ; empty for None."""
    return "" if value is None else str(text.money(value))


@register.filter
def size(value: int | None) -> str:
    """A file's size from bytes: 1,2 MB; empty for None."""
    return "" if value is None else str(say.file_size(value))


@register.simple_tag
def icon(name: str, words: str = "", large: bool = False) -> SafeString:
    """One icon of the sprite. Decorative unless `words` say what it means."""
    return _icon(name, str(words), large)


@lru_cache(maxsize=1024)
def _icon(name: str, words: str, large: bool) -> SafeString:
    """Drawn once: a list of fifty cases has two hundred."""
    return format_html(
        '<svg class="icon{}" {}><use href="{}#{}"></use></svg>',
        " icon--large" if large else "",
        format_html('role="img" aria-label="{}"', words) if words else mark_safe('aria-hidden="true"'),
        static("ui/icons.svg"),
        name,
    )


def draw(context: Context, name: str, given: Mapping[str, Any]) -> SafeString:
    """Render a listed component with its defaults filled in, in a context of its own."""
    component = components()[name]
    inner = context.new({**component.takes, **given})
    if (csrf_token := context.get("csrf_token")) is not None:
        inner["csrf_token"] = csrf_token
    engine = context.template.engine  # type: ignore[union-attr]
    return engine.get_template(component.template).render(inner)


class PartNode(template.Node):
    """One drawn component, with or without a body."""

    child_nodelists = ("body",)

    def __init__(self, component: Component, given: dict[str, FilterExpression], body: NodeList | None) -> None:
        self.component = component
        self.given = given
        self.body = body or NodeList()
        self.has_body = body is not None

    def render(self, context: Context) -> SafeString:
        given = {name: value.resolve(context) for name, value in self.given.items()}
        if self.has_body:
            given["body"] = self.body.render(context)
        return draw(context, self.component.name, given)


def _told(parser: Parser, token: Token, *, box: bool) -> tuple[Component, dict[str, FilterExpression]]:
    tag, *bits = token.split_contents()
    name = bits[0].strip("\"'") if bits else ""
    component = components().get(name)
    if component is None:
        raise template.TemplateSyntaxError(f"{tag}: no component {name!r} in components.toml")
    if component.box != box:
        raise template.TemplateSyntaxError(f"{name} is drawn with {'box … endbox' if component.box else 'part'}")
    rest = bits[1:]
    given = token_kwargs(rest, parser)
    if rest:
        raise template.TemplateSyntaxError(f"{tag} {name}: arguments are given by name, not {rest[0]!r}")
    if complaint := component.complaint(set(given)):
        raise template.TemplateSyntaxError(f"{tag}: {complaint}")
    return component, given


@register.tag
def part(parser: Parser, token: Token) -> PartNode:
    """`{% part "button" label="Gửi hồ sơ" %}`"""
    component, given = _told(parser, token, box=False)
    return PartNode(component, given, None)


@register.tag
def box(parser: Parser, token: Token) -> PartNode:
    """`{% box "card" title="Giấy tờ" %} … {% endbox %}`"""
    component, given = _told(parser, token, box=True)
    body = parser.parse(("endbox",))
    parser.delete_first_token()
    return PartNode(component, given, body)


usual_t, usual_icon = register.tags["t"], register.tags["icon"]


@register.tag("t")
def said(parser: Parser, token: Token) -> template.Node:
    found = written(parser, token, 2)
    return Said(*found) if found else usual_t(parser, token)


@register.tag("icon")
def drawn(parser: Parser, token: Token) -> template.Node:
    found = written(parser, token, 1)
    return Drawn(*found) if found else usual_icon(parser, token)


@register.simple_tag
def state_badge(words: str | Words, tone: str = "info", icon: str = "") -> SafeString:
    """A state as a word, an icon and a colour. Tones: plain, info, ontime, near, late, stopped."""
    return _badge(str(words), isinstance(words, SafeString), tone, icon or BADGE_ICONS[tone])


@lru_cache(maxsize=4096)
def _badge(words: str, safe: bool, tone: str, icon_name: str) -> SafeString:
    """Drawn once: the same few words stand in every row of a list."""
    given = Context({"words": mark_safe(words) if safe else words, "tone": tone, "icon_name": icon_name})
    return Engine.get_default().get_template(components()["badge"].template).render(given)


@register.simple_tag
def due_badge(
    due_at: datetime | None,
    stopped: bool = False,
    done_at: datetime | None = None,
    near_from: datetime | None = None,
    length: Words | None = None,
) -> SafeString:
    """How a due moment stands now: on time, near, late, stopped."""
    told = due.mark(due_at, now=clock.now(), stopped=stopped, done_at=done_at, near_from=near_from, length=length)
    return state_badge(told.words, told.tone)


@register.simple_tag
def once(template_name: str, **given: object) -> SafeString:
    """`{% once "ui/nav.html" places=page.nav %}`: a template drawn from these values alone, once as long as they are
    the same. TypeError for a value that may change by itself, such as a list.
    """
    return _once(template_name, language(), tuple(given.items()))


@lru_cache(maxsize=1024)
def _once(template_name: str, said: Language, given: tuple[tuple[str, object], ...]) -> SafeString:
    return Engine.get_default().get_template(template_name).render(Context(dict(given)))


@register.simple_tag(takes_context=True)
def field(context: Context, bound_field: BoundField, hint: str = "", short: bool = False) -> SafeString:
    """A field of a Django form with label, hint, error and the right attributes."""
    return draw(context, *bound.as_component(bound_field, hint=hint, short=short))


@register.simple_tag(takes_context=True)
def error_summary(context: Context, form: BaseForm) -> SafeString:
    """All errors of a form at its top, each a link to its field; nothing when there are none."""
    return draw(context, "errors", {"errors": bound.errors_of(form)}) if form.errors else SafeString("")
