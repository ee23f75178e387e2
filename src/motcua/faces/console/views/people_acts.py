"""Taking officials on, changing what is known of them, giving and ending posts."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.casework.services import leaving
from motcua.casework.services.hand_on import hand_on
from motcua.casework.services.rules import set_skills
from motcua.domain.directory import queries
from motcua.domain.directory.errors import OwnPosition, StaleRecord
from motcua.domain.directory.models import Agency, Office, Person
from motcua.domain.directory.queries.skills import skills_in_use
from motcua.domain.directory.services import people, positions
from motcua.domain.directory.services.officials import take_on
from motcua.domain.directory.validity import ONE_DAY
from motcua.faces.console.directory_effects import of_post
from motcua.faces.console.forms.agencies import shown
from motcua.faces.console.forms.people import (
    ChangePersonForm,
    EndPostForm,
    HandOnForm,
    PostFields,
    PostSkillsForm,
    RolesForm,
    TakeOnForm,
)
from motcua.faces.console.holding import SESSIONS, chosen, followers, of_ending, of_roles
from motcua.faces.console.pages import FormPage, actor_of, row, run, typed
from motcua.faces.console.previews import Preview, run_previewed, tried
from motcua.faces.console.scope import agency_within, official_within, position_within
from motcua.faces.console.views.accounts import show_password
from motcua.faces.console.views.agency_acts import FORM
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.kernel.words import Words


def address(person: Person) -> str:
    return reverse("console:official", args=[person.pk])


def about(person: Person, title: Words, button: Words, done: Words, **rest: Any) -> FormPage:
    """A form page that leads back to the official."""
    officials = (str(Words("Cán bộ", "Officials")), reverse("console:officials"))
    back = address(person)
    return FormPage(title, button, done, back, crumbs=[officials, (person.full_name, back)], **rest)


@requires(permissions.ACCOUNTS_MANAGE)
@require_http_methods(FORM)
def take_on_official(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    """Person, post and account on one page; the temporary password is shown once, in the answer."""
    actor = actor_of(request)
    agency = agency_within(actor, agency_id, permissions.ACCOUNTS_MANAGE)
    form = TakeOnForm(typed(request), offices=offices_near(agency), initial={"valid_from": shown(clock.today())})

    def act(values: dict[str, Any]) -> str | HttpResponse:
        taken = take_on(
            actor=actor,
            details=form.details(),
            agency_id=agency.pk,
            title=values["title"],
            roles=values["roles"],
            valid_from=values["valid_from"],
            username=values["username"],
            office_id=UUID(values["office"]) if values["office"] else None,
        )
        if taken.password is not None:
            return show_password(request, taken.person, taken.password)
        return address(taken.person)

    officials = (str(Words("Cán bộ", "Officials")), reverse("console:officials"))
    page = FormPage(
        Words("Thêm cán bộ của {name}", "Add an official of {name}").fill(name=agency.label),
        Words("Thêm cán bộ", "Add the official"),
        Words("Đã thêm cán bộ.", "Added."),
        back=officials[1],
        crumbs=[officials],
        lead=Words(
            "Người đã có trong danh bạ được nhận ra theo số giấy tờ và họ tên.",
            "Somebody already known is recognised by number and name.",
        ),
    )
    return run(request, form, page, act)


@requires(permissions.ACCOUNTS_MANAGE)
@require_http_methods(FORM)
def change(request: HttpRequest, person_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    seen = official_within(actor, person_id)
    if not seen.whole:
        raise NotVisible()
    person = seen.person
    form = ChangePersonForm(typed(request), initial=person_initial(person), kept=person.identity_masked)
    page = about(
        person,
        Words("Sửa thông tin của {name}", "Change {name}").fill(name=person.full_name),
        Words("Lưu thông tin", "Save"),
        Words("Đã lưu thông tin.", "Saved."),
    )

    def act(values: dict[str, Any]) -> str:
        try:
            people.update_person(
                actor=actor, person_id=person.pk, version=values["version"], details=form.details(person)
            )
        except StaleRecord:
            sent = request.POST.copy()
            sent["version"] = str(person.version)
            form.data = sent
            page.rows = present_values(person)
            raise
        return address(person)

    return run(request, form, page, act)


@requires(permissions.ACCOUNTS_MANAGE)
@require_http_methods(FORM)
def hand_over_work(request: HttpRequest, person_id: UUID, position_id: UUID) -> HttpResponse:
    """All a post holds to a named colleague; what moved to another agency, to somebody there."""
    actor = actor_of(request)
    seen, position = position_within(actor, person_id, position_id)
    form = HandOnForm(typed(request), successors=followers(position))

    def look(values: dict[str, Any]) -> Preview:
        return of_ending([position], seen.person.full_name, clock.today())

    def act(values: dict[str, Any]) -> str:
        hand_on(actor=actor, position_id=position.pk, successor_id=UUID(values["successor"]))
        return address(seen.person)

    page = about(
        seen.person,
        Words("Bàn giao việc của {title}", "Hand on the work of {title}").fill(title=position.title),
        Words("Bàn giao", "Hand on"),
        Words("Đã bàn giao toàn bộ việc và hồ sơ đầu mối.", "All tasks and cases answered for were handed on."),
    )
    return run_previewed(request, form, page, look, act)


@requires(permissions.ACCOUNTS_MANAGE)
@require_http_methods(FORM)
def give_post(request: HttpRequest, person_id: UUID, agency_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    seen = official_within(actor, person_id)
    agency = agency_within(actor, agency_id, permissions.ACCOUNTS_MANAGE)
    if seen.himself:
        raise OwnPosition()
    form = PostFields(typed(request), offices=offices_near(agency), initial={"valid_from": shown(clock.today())})

    def act(values: dict[str, Any]) -> str:
        positions.appoint(
            actor=actor,
            person_id=person_id,
            agency_id=agency.pk,
            title=values["title"],
            roles=values["roles"],
            valid_from=values["valid_from"],
            office_id=UUID(values["office"]) if values["office"] else None,
        )
        return address(seen.person)

    title = Words("Giao vị trí tại {agency} cho {name}", "Give {name} a post at {agency}")
    page = about(
        seen.person,
        title.fill(agency=agency.label, name=seen.person.full_name),
        Words("Giao vị trí", "Give the post"),
        Words("Đã giao vị trí.", "Given."),
    )

    def look(values: dict[str, Any]) -> Preview:
        with tried():
            act(values)
        return of_post(agency, values["roles"])

    return run_previewed(request, form, page, look, act)


@requires(permissions.ACCOUNTS_MANAGE)
@require_http_methods(FORM)
def roles(request: HttpRequest, person_id: UUID, position_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    seen, position = position_within(actor, person_id, position_id)
    if seen.himself:
        raise OwnPosition()

    def act(values: dict[str, Any]) -> str:
        positions.change_roles(actor=actor, position_id=position.pk, roles=values["roles"])
        return address(seen.person)

    page = about(
        seen.person,
        Words("Vai trò của {name}: {title}", "Roles of {name}: {title}").fill(
            name=seen.person.full_name, title=position.title
        ),
        Words("Lưu vai trò", "Save the roles"),
        Words("Đã lưu vai trò.", "Roles saved."),
    )
    form = RolesForm(typed(request), initial={"roles": position.roles})
    return run_previewed(
        request, form, page, lambda values: of_roles(position, seen.person.full_name, values["roles"]), act
    )


@requires(permissions.ACCOUNTS_MANAGE)
@require_http_methods(FORM)
def skills(request: HttpRequest, person_id: UUID, position_id: UUID) -> HttpResponse:
    """What somebody is skilled in, ticked on the city's list."""
    actor = actor_of(request)
    seen, position = position_within(actor, person_id, position_id)

    def act(values: dict[str, Any]) -> str:
        set_skills(actor=actor, position_id=position.pk, skills=values["skills"])
        return address(seen.person)

    title = Words("Kỹ năng của {name}: {title}", "Skills of {name}: {title}")
    page = about(
        seen.person,
        title.fill(name=seen.person.full_name, title=position.title),
        Words("Lưu kỹ năng", "Save the skills"),
        Words("Đã lưu kỹ năng.", "Skills saved."),
        lead=Words("Danh mục kỹ năng do quản trị thành phố giữ ở trang Danh mục.",
                   "The list of skills is kept by the city's administrator on the page Categories."),
    )  # fmt: skip
    form = PostSkillsForm(typed(request), known=skills_in_use(), held=position.skills)
    return run(request, form, page, act)


@requires(permissions.ACCOUNTS_MANAGE)
@require_http_methods(FORM)
def end_post(request: HttpRequest, person_id: UUID, position_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    seen, position = position_within(actor, person_id, position_id)
    if seen.himself:
        raise OwnPosition()

    def act(values: dict[str, Any]) -> str:
        choice = leaving.Choice(values["successor"])
        leaving.end_post(actor=actor, position_id=position.pk, last_day=values["last_day"], choice=choice)
        return address(seen.person)

    page = about(
        seen.person,
        Words("Kết thúc vị trí {title} của {name}", "End the post {title} of {name}").fill(
            name=seen.person.full_name, title=position.title
        ),
        Words("Kết thúc vị trí", "End the post"),
        Words("Đã ghi ngày kết thúc.", "The last day is recorded."),
        danger=True,
    )

    def look(values: dict[str, Any]) -> Preview:
        told = of_ending([position], seen.person.full_name, values["last_day"] + ONE_DAY, ("info", SESSIONS))
        return chosen(told, {position: leaving.Choice(values["successor"])})

    form = EndPostForm(typed(request), successors=followers(position), initial={"last_day": shown(clock.today())})
    return run_previewed(request, form, page, look, act)


def offices_near(agency: Agency) -> list[Office]:
    """The offices of the agency and of those above it."""
    today = clock.today()
    line = queries.lines_above(agency.path, today)
    return [office for above in reversed(line) for office in queries.offices_of(above.pk, today)]


def person_initial(person: Person) -> dict[str, Any]:
    names = ("full_name", "sex", "identity_kind", "phone", "email", "version")
    known = {name: getattr(person, name) for name in names}
    return known | {"birth": person.birth_text}


def present_values(person: Person) -> list[dict[str, object]]:
    """What stands there now, beside what was typed."""
    return [
        row(Words("Họ và tên hiện tại", "Present name"), person.full_name),
        row(Words("Ngày sinh hiện tại", "Present birth date"), person.birth_text),
        row(Words("Điện thoại hiện tại", "Present telephone"), person.phone),
        row(Words("Thư điện tử hiện tại", "Present e-mail"), person.email),
    ]
