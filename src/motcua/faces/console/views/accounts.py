"""Accounts of officials: made, given a new password, locked, unlocked."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.casework.services.hand_on import holdings
from motcua.casework.services.leaving import Choice, lock_account
from motcua.domain.directory import queries
from motcua.domain.directory.models import Person, Position
from motcua.domain.directory.services import accounts as acts
from motcua.faces.console.forms.people import AccountForm, EmptyForm, LockForm
from motcua.faces.console.holding import SESSIONS, chosen, followers, of_ending
from motcua.faces.console.pages import FormPage, actor_of, run, typed
from motcua.faces.console.previews import Preview, run_previewed
from motcua.faces.console.scope import official_within
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.kernel.words import Words

FORM = ["GET", "HEAD", "POST"]


def show_password(request: HttpRequest, person: Person, made: acts.NewPassword) -> HttpResponse:
    """The one time a temporary password is seen; no cache keeps the page."""
    facts = {"person": person, "account": made.account, "password": made.temporary_password}
    return render(request, "console/password.html", facts)


@requires(permissions.ACCOUNTS_MANAGE)
@require_http_methods(FORM)
def create(request: HttpRequest, person_id: UUID) -> HttpResponse:
    actor, person = actor_of(request), whole_person(request, person_id)
    suggested = {"username": acts.suggested_username(person.full_name), "email": person.email}

    def act(values: dict[str, Any]) -> HttpResponse:
        made = acts.create_official_account(actor=actor, person_id=person.pk, **values)
        return show_password(request, person, made)

    page = about(
        person,
        Words("Tạo tài khoản cho {name}", "Create an account for {name}"),
        Words("Tạo tài khoản", "Create the account"),
        Words("Mật khẩu tạm hiện ra một lần, ngay sau đây.", "The temporary password is shown once, right after this."),
    )
    return run(request, AccountForm(typed(request), initial=suggested), page, act)


@requires(permissions.ACCOUNTS_MANAGE)
@require_http_methods(FORM)
def reset(request: HttpRequest, person_id: UUID) -> HttpResponse:
    actor, person = actor_of(request), whole_person(request, person_id)

    def act(values: dict[str, Any]) -> HttpResponse:
        return show_password(request, person, acts.reset_password(actor=actor, person_id=person.pk))

    page = about(
        person,
        Words("Đặt lại mật khẩu của {name}?", "Reset the password of {name}?"),
        Words("Đặt lại mật khẩu", "Reset the password"),
        Words(
            "Mật khẩu cũ hết hiệu lực và các phiên đang mở đóng lại. Mật khẩu tạm hiện ra một lần.",
            "The old password and open sessions end. The temporary password is shown once.",
        ),
    )
    return run(request, EmptyForm(typed(request)), page, act)


@requires(permissions.ACCOUNTS_MANAGE)
@require_http_methods(FORM)
def deactivate(request: HttpRequest, person_id: UUID) -> HttpResponse:
    actor, person = actor_of(request), whole_person(request, person_id)

    posts = list(queries.positions_of(person.pk, clock.today()))

    def choices(values: dict[str, Any]) -> dict[Position, Choice]:
        return {one: Choice(values.get(f"to_{one.pk.hex}", "")) for one in posts}

    def act(values: dict[str, Any]) -> str:
        chosen_for = {one.pk: choice for one, choice in choices(values).items()}
        lock_account(actor=actor, person_id=person.pk, choices=chosen_for)
        return address(person)

    page = about(
        person,
        Words("Khóa tài khoản của {name}?", "Lock the account of {name}?"),
        Words("Khóa tài khoản", "Lock the account"),
        Words("Người này không đăng nhập được nữa cho đến khi mở khóa.", "Nobody signs in with it until unlocked."),
        done=Words("Đã khóa tài khoản.", "Account locked."),
        danger=True,
    )

    def look(values: dict[str, Any]) -> Preview:
        return chosen(of_ending(posts, person.full_name, clock.today(), ("info", SESSIONS)), choices(values))

    asked = {one.pk.hex: (f"{one.title}, {one.agency.label}", followers(one)) for one in posts if holds(one)}
    return run_previewed(request, LockForm(typed(request), posts=asked), page, look, act)


def holds(position: Position) -> bool:
    return holdings(position).any


@requires(permissions.ACCOUNTS_MANAGE)
@require_http_methods(FORM)
def reactivate(request: HttpRequest, person_id: UUID) -> HttpResponse:
    actor, person = actor_of(request), whole_person(request, person_id)

    def act(values: dict[str, Any]) -> str:
        acts.reactivate_account(actor=actor, person_id=person.pk)
        return address(person)

    page = about(
        person,
        Words("Mở khóa tài khoản của {name}?", "Unlock the account of {name}?"),
        Words("Mở khóa tài khoản", "Unlock the account"),
        Words("Người này đăng nhập lại bằng mật khẩu cũ.", "The former password opens it again."),
        done=Words("Đã mở khóa tài khoản.", "Account unlocked."),
    )
    return run(request, EmptyForm(typed(request)), page, act)


def whole_person(request: HttpRequest, person_id: UUID) -> Person:
    """NotVisible unless the actor manages every agency this official serves."""
    seen = official_within(actor_of(request), person_id)
    if not seen.whole:
        raise NotVisible()
    return seen.person


def address(person: Person) -> str:
    return reverse("console:official", args=[person.pk])


def about(
    person: Person, title: Words, button: Words, lead: Words, *, done: Words | None = None, danger: bool = False
) -> FormPage:
    officials = (str(Words("Cán bộ", "Officials")), reverse("console:officials"))
    return FormPage(
        title.fill(name=person.full_name),
        button,
        done or Words("Đã xong.", "Done."),
        back=address(person),
        crumbs=[officials, (person.full_name, address(person))],
        lead=lead,
        danger=danger,
    )
