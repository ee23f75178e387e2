"""The list of skills, chosen where officials and rules are described: added, renamed, retired, taken up again."""

from typing import Any
from uuid import UUID

from django.db.models import Count, F, Func
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide, may_citywide
from motcua.base.access.routes import requires
from motcua.casework.services import skills as acts
from motcua.domain.directory.models import Position, Skill
from motcua.domain.routing.models import AssignmentRule
from motcua.faces.console.forms.categories import NothingForm, SkillForm
from motcua.faces.console.pages import SET_ASIDE, TAKEN_UP, FormPage, actor_of, run, typed
from motcua.faces.console.previews import Preview, run_previewed
from motcua.faces.console.views.agency_acts import FORM
from motcua.kernel import clock
from motcua.kernel.text import number
from motcua.kernel.words import Words

MANAGE = permissions.SETTINGS_MANAGE
TITLE = Words("Kỹ năng của cán bộ", "Skills of officials")
USED = Words(
    "{n} vị trí và {m} quy tắc giao việc có kỹ năng này.",
    "{n} posts with this skill, {m} rules of sharing out that ask for it.",
)
KEPT = Words(
    "Ai đang có kỹ năng này vẫn giữ; chỉ không chọn mới được nữa.", "Who has it keeps it; it is offered no more."
)


@requires(MANAGE)
@require_safe
def skill_list(request: HttpRequest) -> HttpResponse:
    """Each with how many officials of today have it."""
    held = Position.objects.filter(valid__contains=clock.today()).annotate(one=Func(F("skills"), function="unnest"))
    counts = dict(held.order_by().values("one").annotate(n=Count("pk")).values_list("one", "n"))
    rows = [{"skill": skill, "n": counts.get(skill.name, 0)} for skill in Skill.objects.all()]
    return render(request, "console/skills.html", {"rows": rows, "may": may_citywide(actor_of(request), MANAGE)})


@requires(MANAGE)
@require_http_methods(FORM)
def add(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    check_citywide(actor, MANAGE)

    def act(values: dict[str, Any]) -> str:
        acts.add_skill(actor=actor, name=values["name"])
        return reverse("console:skills")

    page = about(Words("Thêm kỹ năng", "Add a skill"), Words("Thêm kỹ năng", "Add"), Words("Đã thêm.", "Added."))
    return run(request, SkillForm(typed(request)), page, act)


@requires(MANAGE)
@require_http_methods(FORM)
def rename(request: HttpRequest, skill_id: UUID) -> HttpResponse:
    actor, skill = actor_of(request), get_object_or_404(Skill, pk=skill_id)
    check_citywide(actor, MANAGE)
    form = SkillForm(typed(request), initial={"name": skill.name, "expected": skill.name})

    def look(values: dict[str, Any]) -> Preview:
        acts.checked_name(values["name"])
        return Preview([("info", used(skill)), ("info", Words("Tên mới hiện ở mọi nơi.", "All show the new name."))])

    def act(values: dict[str, Any]) -> str:
        acts.rename_skill(actor=actor, skill_id=skill.pk, **values)
        return reverse("console:skills")

    title = Words("Đổi tên: {name}", "Rename: {name}").fill(name=skill.name)
    return run_previewed(
        request, form, about(title, Words("Lưu tên", "Save"), Words("Đã đổi tên.", "Saved.")), look, act
    )


@requires(MANAGE)
@require_http_methods(FORM)
def retire(request: HttpRequest, skill_id: UUID) -> HttpResponse:
    """Out of use; for one that is out of use already, back into it."""
    actor, skill = actor_of(request), get_object_or_404(Skill, pk=skill_id)
    check_citywide(actor, MANAGE)
    back = skill.retired_at is not None

    def look(values: dict[str, Any]) -> Preview:
        return Preview([("info", used(skill))] if back else [("info", used(skill)), ("info", KEPT)])

    def act(values: dict[str, Any]) -> str:
        acts.retire_skill(actor=actor, skill_id=skill.pk, retire=not back)
        return reverse("console:skills")

    button = Words("Dùng lại", "Use again") if back else Words("Ngừng dùng", "Retire")
    title = Words("{what}: {name}", "{what}: {name}").fill(what=button, name=skill.name)
    lead = TAKEN_UP if back else SET_ASIDE
    page = about(title, button, Words("Đã lưu.", "Saved."), lead=lead, danger=not back)
    return run_previewed(request, NothingForm(typed(request)), page, look, act)


def used(skill: Skill) -> Words:
    posts = Position.objects.filter(skills__contains=[skill.name], valid__contains=clock.today()).count()
    return USED.fill(n=number(posts), m=number(AssignmentRule.objects.filter(skill=skill.name).count()))


def about(title: Words, button: Words, done: Words, **rest: Any) -> FormPage:
    back = reverse("console:skills")
    categories = (str(Words("Danh mục", "Categories")), reverse("console:categories"))
    return FormPage(title, button, done, back, crumbs=[categories, (str(TITLE), back)], **rest)
