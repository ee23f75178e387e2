"""Many officials at once from a table: every row tried beforehand, then taken on one by one, each with its result."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.base.access import permissions
from motcua.base.access.models import Account
from motcua.base.access.routes import requires
from motcua.base.files.fields import ScannedFileField
from motcua.base.ui.forms import Form
from motcua.domain.directory.errors import UsernameTaken
from motcua.domain.directory.models import Agency
from motcua.domain.directory.services.accounts import USERNAME_RULE, USERNAME_SIGNS
from motcua.domain.directory.services.officials import take_on
from motcua.faces.console.forms.agencies import day_field, say, shown
from motcua.faces.console.pages import UNREADABLE, actor_of, typed
from motcua.faces.console.previews import digest_of, digest_of_values
from motcua.faces.console.scope import agency_within
from motcua.faces.console.staff_table import BIGGEST, BadRow, StaffRow, as_text, fault_words, pasted, sent
from motcua.faces.console.views.agency_acts import FORM
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Fault
from motcua.kernel.words import Words

TWICE = Words("Tên đăng nhập này có hai lần trong bảng.", "This sign-in name is in the table twice.")
READY = Words("Sẵn sàng", "Ready")
DONE = Words("Đã thêm", "Added")
NOTHING = Words("Bạn dán bảng hoặc chọn tệp.", "Please paste a table or choose a file.")


class StaffTableForm(Form):
    valid_from = day_field("Giữ vị trí từ ngày", "In post from")
    table = forms.CharField(
        label=say("Bảng dán từ trang tính", "Table pasted from a spreadsheet"),
        help_text=say(
            "Các cột: Họ và tên, Chức danh, Vai trò, Tên đăng nhập, Số căn cước, Ngày sinh, Điện thoại, Thư điện tử.",
            "Columns: name, title, roles, sign-in name, identity number, birth date, telephone, e-mail.",
        ),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        max_length=60_000,
        required=False,
    )
    file = ScannedFileField(label=say("Hoặc tệp .xlsx, .csv", "Or a file, .xlsx or .csv"), required=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row; `password` is shown this once."""

    row: StaffRow
    good: bool
    words: Words
    password: str = ""


@requires(permissions.ACCOUNTS_MANAGE)
@never_cache
@require_http_methods(FORM)
def take_on_many(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    """Paste or send, look at every row, take them on. What fails stays in the table for the next try."""
    actor = actor_of(request)
    agency = agency_within(actor, agency_id, permissions.ACCOUNTS_MANAGE)
    initial = {"valid_from": shown(clock.today())}
    form = StaffTableForm(typed(request), request.FILES or None, initial=initial)
    facts: dict[str, Any] = {"agency": agency, "form": form, "crumbs": crumbs(agency)}
    if request.method != "POST":
        return render(request, "console/staff_table.html", facts)
    rows = read(form)
    if not rows:
        return render(request, "console/staff_table.html", facts, status=UNREADABLE)
    seen = digest_of(request)
    if request.POST.get("do") == "save" and request.POST.get("seen") == seen:
        outcomes = [taken(actor, agency, row, form.cleaned_data) for row in rows]
        rest = [one.row for one in outcomes if not one.good]
        facts |= {"outcomes": outcomes, "added": len(rows) - len(rest), "saved": True}
        facts["form"] = StaffTableForm(initial=initial | {"table": as_text(rest) if rest else ""})
        return render(request, "console/staff_table.html", facts)
    outcomes = tried(actor, agency, rows, form.cleaned_data)
    shown_form = StaffTableForm({"valid_from": request.POST.get("valid_from", ""), "table": as_text(rows)})
    facts |= {"outcomes": outcomes, "ready": sum(one.good for one in outcomes), "form": shown_form}
    facts["seen"] = digest_of_table(shown_form)
    return render(request, "console/staff_table.html", facts)


def read(form: StaffTableForm) -> list[StaffRow]:
    """The rows of the file, else those pasted; none with the reason on the form."""
    if not form.is_valid():
        return []
    upload: UploadedFile | None = form.cleaned_data["file"]
    try:
        rows = sent(upload.read(BIGGEST + 1)) if upload else pasted(form.cleaned_data["table"])
    except Fault as fault:
        form.add_fault(fault)
        return []
    if not rows:
        form.add_error("table", str(NOTHING))
    return rows


def digest_of_table(form: StaffTableForm) -> str:
    """What `digest_of` will say when the shown form comes back unchanged."""
    return digest_of_values({name: [str(form[name].value())] for name in ("valid_from", "table")})


def tried(actor: Actor, agency: Agency, rows: list[StaffRow], values: dict[str, Any]) -> list[Outcome]:
    """Each row as it would go, all of it rolled back: the acts themselves say what is wrong."""
    names = [row.username.strip().lower() for row in rows if row.username.strip()]
    with transaction.atomic():
        outcomes = [_tried(actor, agency, row, values, names) for row in rows]
        transaction.set_rollback(True)
    return outcomes


def _tried(actor: Actor, agency: Agency, row: StaffRow, values: dict[str, Any], names: list[str]) -> Outcome:
    try:
        check_username(row.username.strip().lower(), names)
        with transaction.atomic():
            engage(actor, agency, row, values, username="")
    except Fault as fault:
        return Outcome(row, False, fault_words(fault))
    return Outcome(row, True, READY)


def check_username(name: str, names: list[str]) -> None:
    """The same rules as the act has, without the cost of sealing a password."""
    if not name:
        return
    if len(name) < 3 or set(name) - USERNAME_SIGNS:
        raise BadRow(why=USERNAME_RULE)
    if names.count(name) > 1:
        raise BadRow(why=TWICE)
    if Account.objects.filter(username=name).exists():
        raise UsernameTaken(username=name)


def taken(actor: Actor, agency: Agency, row: StaffRow, values: dict[str, Any]) -> Outcome:
    """A row in a transaction of its own: one that fails takes no other with it."""
    try:
        password = engage(actor, agency, row, values, username=row.username)
    except Fault as fault:
        return Outcome(row, False, fault_words(fault))
    return Outcome(row, True, DONE, password)


def engage(actor: Actor, agency: Agency, row: StaffRow, values: dict[str, Any], *, username: str) -> str:
    """The act; the temporary password where an account was made."""
    made = take_on(
        actor=actor,
        details=row.details(),
        agency_id=agency.pk,
        title=row.title,
        roles=row.role_names(),
        valid_from=values["valid_from"],
        username=username,
    )
    return made.password.temporary_password if made.password else ""


def crumbs(agency: Agency) -> list[dict[str, str]]:
    return [
        {"label": str(Words("Cán bộ", "Officials")), "url": reverse("console:officials")},
        {"label": agency.label, "url": reverse("console:agency", args=[agency.pk])},
    ]
