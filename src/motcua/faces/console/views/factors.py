"""The second factor of officials, from the administrator's side: reset for one, required of a role."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide, may_citywide
from motcua.base.access.factors.rules import LONGEST_DAYS, having, rules, set_rule
from motcua.base.access.roles import ROLES
from motcua.base.access.routes import proof_wanted, requires
from motcua.base.ui.forms import Form
from motcua.domain.directory import queries
from motcua.domain.directory.models import Person
from motcua.domain.directory.services import accounts as acts
from motcua.faces.console.forms.agencies import say
from motcua.faces.console.forms.people import ResetFactorsForm
from motcua.faces.console.pages import FormPage, actor_of, run, typed
from motcua.faces.console.views.accounts import FORM, about, address, whole_person
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible
from motcua.kernel.words import Words

MANAGE = permissions.ACCOUNTS_MANAGE
MOST_NAMED = 50
TITLE = Words("Xác thực hai lớp", "Second factor")


class RuleForm(Form):
    required = forms.BooleanField(
        label=say("Bắt buộc có xác thực hai lớp", "A second factor is needed"), required=False
    )
    grace_days = forms.IntegerField(
        label=say("Thời gian chuẩn bị (ngày)", "Days to prepare"),
        min_value=0,
        max_value=LONGEST_DAYS,
        help_text=say(
            "Người chưa có vẫn làm việc bình thường trong chừng ấy ngày và được nhắc; 0: ngay lần đăng nhập tới.",
            "Those without one work as usual for so many days and are reminded; 0: from their next sign-in on.",
        ),
    )


@requires(MANAGE)
@require_http_methods(FORM)
def reset(request: HttpRequest, person_id: UUID) -> HttpResponse:
    actor, person = actor_of(request), whole_person(request, person_id)
    if asked := proof_wanted(request):
        return asked

    def act(values: dict[str, Any]) -> str:
        acts.reset_factors(actor=actor, person_id=person.pk, reason=values["reason"])
        return address(person)

    page = about(
        person,
        Words("Gỡ xác thực hai lớp của {name}?", "Reset the second factor of {name}?"),
        Words("Gỡ xác thực hai lớp", "Reset the second factor"),
        Words(
            "Mọi khóa, ứng dụng và mã dự phòng của người này hết hiệu lực, các phiên đang mở đóng lại. Bạn xác minh"
            " đúng người trước khi gỡ. Sau đó họ đăng nhập bằng mật khẩu và bật lại.",
            "All passkeys, codes and open sessions end. Make sure it is really this person who asks. Afterwards the"
            " password opens it and a new second factor is set up.",
        ),
        done=Words("Đã gỡ xác thực hai lớp.", "The second factor was reset."),
        danger=True,
    )
    return run(request, ResetFactorsForm(typed(request)), page, act)


@requires(MANAGE)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Who must have one, how many have, who has not."""
    actor = actor_of(request)
    facts = {"rows": rows(actor), "may": may_citywide(actor, MANAGE), "most": MOST_NAMED}
    return render(request, "console/factors.html", facts)


def rows(actor: Actor) -> list[dict[str, Any]]:
    """Two statements for all roles together, however many officials there are."""
    people: dict[UUID, tuple[Person, set[str]]] = {}
    for post in queries.people_below(actor.paths(MANAGE), clock.today()):
        if post.person.staff_account_id:
            people.setdefault(post.person_id, (post.person, set()))[1].update(post.roles)
    have = having(person.staff_account_id for person, _ in people.values() if person.staff_account_id)
    found: list[dict[str, Any]] = []
    for one in rules():
        held = [person for person, roles in people.values() if one.role in roles]
        without = [person for person in held if person.staff_account_id not in have]
        counts = {"count": len(held), "with": len(held) - len(without), "without": without}
        found.append({"rule": one, "title": ROLES[one.role].title, **counts})
    return found


@requires(MANAGE)
@require_http_methods(FORM)
def rule(request: HttpRequest, role: str) -> HttpResponse:
    actor = actor_of(request)
    check_citywide(actor, MANAGE)
    now = next((one for one in rules() if one.role == role), None)
    if now is None:
        raise NotVisible
    if asked := proof_wanted(request):
        return asked

    def act(values: dict[str, Any]) -> str:
        set_rule(actor=actor, role=role, **values)
        return back

    back = reverse("console:factors")
    page = FormPage(
        Words("Xác thực hai lớp: {role}", "Second factor: {role}").fill(role=ROLES[role].title),
        Words("Lưu", "Keep"),
        Words("Đã lưu.", "Kept."),
        back,
        crumbs=[(str(TITLE), back)],
    )
    kept = {"required": now.required, "grace_days": now.grace_days}
    return run(request, RuleForm(typed(request), initial=kept), page, act)
