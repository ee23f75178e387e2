"""The dated rules about time: those that come with the software and the city's own over them, and adding one."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.base.calendars.facts import Rule, rule, rules
from motcua.base.daysoff.enums import RULE_WORDS, value_words
from motcua.base.daysoff.queries import ruled
from motcua.base.daysoff.ruled import Ruled, standing
from motcua.base.daysoff.services.ruling import NewRule, RuleEnding, decide_rule, end_rule, ruled_by_id
from motcua.casework.recount import Effect, effect_of_end, effect_of_rule, running
from motcua.domain.directory.models import Agency
from motcua.faces.console.forms.rules import EndForm, RuleForm
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
ENDED = Words("Quy định đã được hủy hoặc kết thúc.", "The rule was withdrawn or ended.")
VERIFIED = {
    "verified": Words("đã đọc văn bản", "text read"),
    "secondary": Words("theo nguồn dẫn lại", "reported"),
    "from_memory": Words("theo trí nhớ, cần kiểm tra", "from memory, to be checked"),
    "assumption": Words("thành phố quy định", "set by the city"),
}
CAPTION = Words("Hồ sơ đổi hạn", "Cases whose due date moves")
HEAD = (Words("Mã hồ sơ", "Case"), Words("Hạn đã hẹn", "Promised"), Words("Hạn mới", "New"))


@requires(MANAGE)
@require_safe
def all_rules(request: HttpRequest) -> HttpResponse:
    """Each rule with its entries, the one in force today marked."""
    own, today = ruled(), clock.today()
    known = (*(Ruled(one) for one in rules()), *own)
    city = standing(own)
    rows = []
    for name, words in RULE_WORDS.items():
        held = rule(name, today, city)
        entries = sorted(
            (one for one in known if one.rule.name == name), key=lambda one: (one.rule.since, bool(one.id))
        )
        rows.append({"words": words, "name": name, "held": held, "entries": [shown(one, held) for one in entries]})
    return render(request, "console/rules.html", {"rows": rows, "may_add": city_of(actor_of(request)) is not None})


def shown(one: Ruled, held: Rule) -> dict[str, object]:
    ending = one.ending
    return {
        "id": one.id,
        "since": short_date(one.rule.since),
        "value": value_words(one.rule.value),
        "source": one.rule.source,
        "sure": VERIFIED[one.rule.verification],
        "held": one.standing() == held,
        "ended": ended_words(one) if ending else "",
    }


def ended_words(one: Ruled) -> Words:
    """ "đã hủy theo 12/QĐ-UBND", "hết hiệu lực từ 01/02/2027 theo 12/QĐ-UBND"."""
    assert one.ending
    how = Words("đã hủy", "withdrawn")
    if not one.withdrawn:
        day = short_date(one.ending.until)
        how = Words("hết hiệu lực từ {day}", "no more from {day} on").fill(day=day)
    return Words("{how} theo {decision}", "{how} by {decision}").fill(how=how, decision=one.ending.decision)


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


@requires(MANAGE)
@require_http_methods(FORM)
def end(request: HttpRequest, rule_id: UUID) -> HttpResponse:
    """Withdraw a rule of the city or let it end: the promises that would move are listed first."""
    actor, found = actor_of(request), ruled_by_id(rule_id)
    city = city_of(actor)
    if city is None:
        raise Denied
    form = EndForm(typed(request))

    def look(values: dict[str, Any]) -> Preview:
        return told_of_end(RuleEnding(**values).of(found))

    def act(values: dict[str, Any]) -> str:
        end_rule(actor=actor, rule_id=rule_id, ending=RuleEnding(**values), city_path=city.path)
        return reverse("console:rules")

    back = reverse("console:rules")
    title = Words("Hủy hoặc kết thúc: {rule} là “{value}” từ {day}", "Withdraw or end: {rule}, “{value}” from {day}")
    title = title.fill(
        rule=RULE_WORDS[found.rule.name], value=value_words(found.rule.value), day=short_date(found.rule.since)
    )
    page = FormPage(title, Words("Hủy hoặc kết thúc", "Withdraw or end"), ENDED, back, crumbs=[(str(TITLE), back)])
    return run_previewed(request, form, page, look, act)


def told_of_end(ended: Ruled) -> Preview:
    """What moves, and what would be later by the rules and stays because it was promised."""
    effect = effect_of_end(ended)
    assert ended.ending
    now = rule(ended.rule.name, ended.ending.until, standing((*(one for one in ruled() if one.id != ended.id), ended)))
    lines = [
        ("info", Words("Từ {day} áp dụng lại: {value} ({source}).", "From {day} on again: {value} ({source}).").fill(
            day=short_date(ended.ending.until), value=value_words(now.value), source=now.source)),
        ("info", Words("Đã tính lại {n} hồ sơ đang mở mà quy định này liên quan. Đồng hồ đã dừng hoặc đã hẹn theo quy "
                       "định cũ thì giữ nguyên.",
                       "{n} open cases it concerns were reckoned anew. What was stopped or promised by the rule stays.")
         .fill(n=number(effect.looked_at))),
    ]  # fmt: skip
    if effect.kept:
        kept = Words("{n} hồ sơ giữ hạn đã hẹn vì không có quyết định lùi hạn.", "{n} promises stay as given.")
        lines.append(("ontime", kept.fill(n=number(len(effect.kept)))))
    return Preview([*lines, *moved_line(effect)], CAPTION, HEAD, rows_of(effect))


def moved_line(effect: Effect) -> list[tuple[str, Words]]:
    if effect.moved:
        moved = Words("{n} hạn trả đổi, {later} hạn muộn hơn.", "{n} due dates change, {later} become later.")
        return [("near", moved.fill(n=number(len(effect.moved)), later=number(effect.later)))]
    return [("ontime", Words("Không hạn nào đã hẹn thay đổi.", "No promise already given moves."))]


def rows_of(effect: Effect) -> list[list[object]]:
    return [[one.code, weekday_time(one.was), weekday_time(one.due)] for one in effect.moved]


TITLE = Words("Quy định về thời gian", "Rules about time")


def told(new: Rule) -> Preview:
    effect = effect_of_rule(new)
    lines = [
        ("info", Words("Từ {day}: {rule} là {value}.", "From {day}: {rule} is {value}.").fill(
            day=short_date(new.since), rule=RULE_WORDS[new.name], value=value_words(new.value))),
        ("info", Words("{n} hồ sơ đang mở; đã tính lại {m} hồ sơ mà quy định này liên quan.",
                       "{n} open cases; {m} that it concerns were reckoned anew.").fill(
            n=number(running().count()), m=number(effect.looked_at))),
    ]  # fmt: skip
    return Preview([*lines, *moved_line(effect)], CAPTION, HEAD, rows_of(effect))


def city_of(actor: Actor) -> Agency | None:
    """The city itself, where this actor sets rules for all of it."""
    roots = Agency.objects.filter(parent=None).order_by("path")
    return next((one for one in roots if actor.may(MANAGE, one.path)), None)
