"""The dated rules about time: those that come with the software and the city's own over them, and adding one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.base.calendars.facts import Rule, rule, rules
from motcua.base.daysoff.enums import RULE_WORDS
from motcua.base.daysoff.queries import city_rules
from motcua.base.daysoff.services.ruling import NewRule, decide_rule
from motcua.casework.recount import effect_of_rule, running
from motcua.domain.directory.models import Agency
from motcua.faces.console.forms.rules import RuleForm
from motcua.faces.console.pages import FormPage, actor_of, typed
from motcua.faces.console.previews import Preview, run_previewed
from motcua.faces.console.views.agency_acts import FORM
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied
from motcua.kernel.text import number, short_date, weekday_time
from motcua.kernel.words import Words

MANAGE = permissions.SETTINGS_MANAGE
SAVED = Words("Đã lưu quy định.", "The rule is kept.")
VERIFIED = {
    "verified": Words("đã đọc văn bản", "text read"),
    "secondary": Words("theo nguồn dẫn lại", "reported"),
    "from_memory": Words("theo trí nhớ, cần kiểm tra", "from memory, to be checked"),
    "assumption": Words("thành phố quy định", "set by the city"),
}
HEAD = (Words("Mã hồ sơ", "Case"), Words("Hạn đã hẹn", "Promised"), Words("Hạn mới", "New"))


@requires(MANAGE)
@require_safe
def all_rules(request: HttpRequest) -> HttpResponse:
    """Each rule with its entries, the one in force today marked."""
    own, today = city_rules(), clock.today()
    known = (*rules(), *own)
    rows = []
    for name, words in RULE_WORDS.items():
        held = rule(name, today, own)  # type: ignore[arg-type]
        entries = sorted((one for one in known if one.name == name), key=lambda one: (one.since, one in own))
        rows.append({"words": words, "name": name, "held": held, "entries": [shown(one, held, own) for one in entries]})
    return render(request, "console/rules.html", {"rows": rows, "may_add": city_of(actor_of(request)) is not None})


def shown(one: Rule, held: Rule, own: tuple[Rule, ...]) -> dict[str, object]:
    return {
        "since": short_date(one.since),
        "value": one.value,
        "source": one.source,
        "sure": VERIFIED[one.verification],
        "city": one in own,
        "held": one == held,
    }


@requires(MANAGE)
@require_http_methods(FORM)
def add(request: HttpRequest) -> HttpResponse:
    """For the whole city only. The preview reckons every open case whose due moment follows from a rule."""
    actor = actor_of(request)
    city = city_of(actor)
    if city is None:
        raise Denied
    form = RuleForm(typed(request), initial={"name": request.GET.get("ten", "")})

    def look(values: dict[str, Any]) -> Preview:
        return told(NewRule(**values).checked())

    def act(values: dict[str, Any]) -> str:
        decide_rule(actor=actor, rule=NewRule(**values), city_path=city.path)
        return reverse("console:rules")

    back = reverse("console:rules")
    title = Words("Thêm quy định về thời gian", "Add a rule about time")
    page = FormPage(title, Words("Lưu quy định", "Save"), SAVED, back, crumbs=[(str(TITLE), back)])
    return run_previewed(request, form, page, look, act)


TITLE = Words("Quy định về thời gian", "Rules about time")


def told(new: Rule) -> Preview:
    effect = effect_of_rule(new)
    lines = [
        ("info", Words("Từ {day}: {rule} là {value}.", "From {day}: {rule} is {value}.").fill(
            day=short_date(new.since), rule=RULE_WORDS[new.name], value=new.value)),
        ("info", Words("{n} hồ sơ đang mở; đã tính lại {m} hồ sơ trả trong ngày.",
                       "{n} open cases; {m} same-day ones were reckoned anew.").fill(
            n=number(running().count()), m=number(effect.looked_at))),
    ]  # fmt: skip
    if effect.moved:
        lines.append(("near", Words("{n} hạn trả đổi.", "{n} due dates change.").fill(n=number(len(effect.moved)))))
    else:
        lines.append(("ontime", Words("Không hạn nào đã hẹn thay đổi.", "No promise already given moves.")))
    rows = [[one.code, weekday_time(one.was), weekday_time(one.due)] for one in effect.moved]
    return Preview(lines, Words("Hồ sơ đổi hạn", "Cases whose due date moves"), HEAD, rows)


def city_of(actor: Actor) -> Agency | None:
    """The city itself, where this actor sets rules for all of it."""
    roots = Agency.objects.filter(parent=None).order_by("path")
    return next((one for one in roots if actor.may(MANAGE, one.path)), None)
