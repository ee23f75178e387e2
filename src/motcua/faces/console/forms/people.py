"""Forms about officials: who they are, their posts, their accounts."""

from collections.abc import Mapping
from typing import Any

from django import forms

from motcua.base.access.factors.reasons import REASONS
from motcua.base.access.roles import ROLES
from motcua.base.ui.forms import Form, Typed
from motcua.casework.services.leaving import KEEP, UNIT
from motcua.domain.directory.enums import BirthPrecision, IdentityKind, Sex
from motcua.domain.directory.models import Office, Person
from motcua.domain.directory.services.people import PersonDetails
from motcua.faces.console.forms.agencies import day_field, say
from motcua.kernel.typed_dates import PartialDate, typed_birth
from motcua.kernel.words import Words

NO_OFFICE = Words("— Không gắn với điểm tiếp nhận —", "— No office —")


def role_choices() -> list[tuple[str, str]]:
    return [(name, str(role.title)) for name, role in ROLES.items()]


def sexes() -> list[tuple[str, str]]:
    return [(sex.value, str(sex.words)) for sex in (Sex.FEMALE, Sex.MALE, Sex.UNKNOWN)]


def identity_kinds() -> list[tuple[str, str]]:
    return [(kind.value, str(kind.words)) for kind in IdentityKind]


class EmptyForm(Form):
    """Nothing to type: only to confirm."""


class PersonForm(Form):
    full_name = forms.CharField(label=say("Họ và tên", "Full name"), max_length=150)
    birth = Typed(typed_birth, label=say("Ngày sinh", "Birth date"), max_length=40, required=False)
    sex = forms.ChoiceField(label=say("Giới tính", "Sex"), choices=sexes, initial=Sex.UNKNOWN.value)
    identity_kind = forms.ChoiceField(
        label=say("Giấy tờ", "Document"), choices=identity_kinds, initial=IdentityKind.CCCD.value
    )
    identity_number = forms.CharField(label=say("Số giấy tờ", "Number"), max_length=30, required=False)
    phone = forms.CharField(label=say("Điện thoại", "Telephone"), max_length=30, required=False)
    email = forms.CharField(label=say("Thư điện tử", "E-mail"), max_length=200, required=False)

    def details(self, known: Person | None = None) -> PersonDetails:
        """What was typed; address and commune, which are not asked for here, stay as they are known."""
        values = self.cleaned_data
        birth: PartialDate | None = values["birth"]
        number, numbered = self.number(known), bool(known and known.identity_number)
        return PersonDetails(
            full_name=values["full_name"],
            birth_date=birth.earliest if birth else None,
            birth_precision=precision_of(birth),
            sex=Sex(values["sex"]),
            identity_kind=IdentityKind(values["identity_kind"] if number or numbered else IdentityKind.NONE),
            identity_number=number,
            phone=values["phone"],
            email=values["email"],
            address=known.address if known else "",
            commune_code=known.commune_code if known else "",
        )

    def number(self, known: Person | None) -> str:
        """The number typed; left empty, the known one stays as long as the kind of document does."""
        typed, kind = str(self.cleaned_data["identity_number"]), self.cleaned_data["identity_kind"]
        return typed or (known.identity_number or "" if known and known.identity_kind == kind else "")


def precision_of(birth: PartialDate | None) -> BirthPrecision:
    if birth is None or birth.day:
        return BirthPrecision.DAY
    return BirthPrecision.MONTH if birth.month else BirthPrecision.YEAR


WHEN_HELD = Words(
    "Để trống được nếu vị trí không còn giữ việc hay hồ sơ nào.", "May stay empty if the post holds no task or case."
)
NOBODY_CHOSEN = Words("— Chọn —", "— Choose —")
TO_UNIT = Words("Trả việc về đơn vị, lãnh đạo đơn vị làm đầu mối", "Back to the unit, its head answers for the cases")
KEPT_NUMBER = Words("Để trống thì giữ số {number}.", "Left empty, the number {number} stays.")
KEPT = Words("Khóa tạm thời, người này quay lại: giữ nguyên", "Locked for a while only: left as it is")


class ChangePersonForm(PersonForm):
    """The known number is not filled in: `kept`, its last four digits, says what stays when the field is left empty."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kept: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kept:
            self.fields["identity_number"].help_text = str(KEPT_NUMBER.fill(number=kept))


class PostFields(Form):
    """`offices`: those the person may work at."""

    title = forms.CharField(label=say("Chức danh", "Title"), max_length=150)
    roles = forms.MultipleChoiceField(
        label=say("Vai trò", "Roles"), choices=role_choices, widget=forms.CheckboxSelectMultiple
    )
    valid_from = day_field("Từ ngày", "From")

    def __init__(self, *args: Any, offices: list[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"] = forms.ChoiceField(
            label=str(Words("Điểm tiếp nhận", "Office")),
            choices=[("", str(NO_OFFICE)), *((str(office.pk), office.name) for office in offices)],
            required=False,
        )


class TakeOnForm(PostFields, PersonForm):
    username = forms.CharField(
        label=say("Tên đăng nhập", "Sign-in name"),
        help_text=say("Để trống nếu chưa cần tài khoản.", "Leave empty when no account is needed yet."),
        max_length=60,
        required=False,
    )
    field_order = (
        *("full_name", "birth", "sex", "identity_kind", "identity_number", "phone", "email"),
        *("title", "roles", "office", "valid_from", "username"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)


class RolesForm(Form):
    roles = forms.MultipleChoiceField(
        label=say("Vai trò", "Roles"), choices=role_choices, widget=forms.CheckboxSelectMultiple
    )


def reset_reasons() -> list[tuple[str, str]]:
    return [(code, str(words)) for code, words in REASONS.items()]


class ResetFactorsForm(Form):
    reason = forms.ChoiceField(label=say("Lý do", "Reason"), choices=reset_reasons, widget=forms.RadioSelect)


class AccountForm(Form):
    username = forms.CharField(label=say("Tên đăng nhập", "Sign-in name"), max_length=60)
    email = forms.CharField(label=say("Thư điện tử", "E-mail"), max_length=200, required=False)


def successor_field(successors: list[tuple[str, str]], *, keep: bool = False) -> forms.ChoiceField:
    """Colleagues, or back to the unit; with `keep` also left as it is for a while."""
    choices = [("", str(NOBODY_CHOSEN)), *successors, (UNIT, str(TO_UNIT)), *([(KEEP, str(KEPT))] if keep else [])]
    return forms.ChoiceField(
        label=str(Words("Ai nhận việc và hồ sơ đầu mối", "Who gets tasks and cases answered for")),
        choices=choices, required=False, help_text=str(WHEN_HELD),
    )  # fmt: skip


class EndPostForm(Form):
    """`successors`: who may get what the post holds."""

    last_day = day_field("Ngày làm việc cuối cùng", "Last day")

    def __init__(self, *args: Any, successors: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"] = successor_field(successors)


class LockForm(Form):
    """`posts`: for each post that holds something, who may get it."""

    def __init__(self, *args: Any, posts: Mapping[str, tuple[str, list[tuple[str, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, (title, successors) in posts.items():
            field = successor_field(successors, keep=True)
            field.label = f"{title}: {field.label}"
            self.fields[f"to_{key}"] = field


class HandOnForm(Form):
    """`successors`: colleagues at the same agency."""

    successor = forms.ChoiceField(label=say("Người nhận bàn giao", "Successor"))

    def __init__(self, *args: Any, successors: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["successor"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = successors


class PostSkillsForm(Form):
    """`held` are the skills somebody has, `known` those on the list."""

    skills = forms.MultipleChoiceField(
        label=say("Kỹ năng", "Skills"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, known: list[str], held: list[str]) -> None:
        super().__init__(data, initial={"skills": held})
        field = self.fields["skills"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(name, name) for name in sorted({*known, *held})]
