"""The list of fields: one added, its spelling mended, one retired and taken up again.

The folded spelling is what ties procedures and competences to a field, and stays. Lock: the field's row; of two who
add the same, the unique key lets one through.
"""

import re
from uuid import UUID

from django.db import IntegrityError, transaction

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide
from motcua.base.ledger import Subject, append
from motcua.domain.catalogue.errors import FieldChanged, FieldExists, FieldStands, OtherField, WrongField
from motcua.domain.catalogue.models import Field
from motcua.domain.catalogue.models.procedures import FIELD_CODE
from motcua.domain.catalogue.searchkeys import phrase, slug_of
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible
from motcua.kernel.text import fold, tidy
from motcua.kernel.words import Words

LONGEST_NAME, LONGEST_CODE = 200, 20
NAME_NEEDED = Words("Tên cần ít nhất một chữ.", "The name needs at least one letter.")
NAME_LONG = Words("Tên dài quá, tối đa 200 chữ.", "At most 200 characters.")
CODE_FORM = Words(
    "Mã gồm chữ in không dấu, số, dấu chấm, gạch nối, tối đa 20 ký tự. Ví dụ HT hoặc G15.HT01.",
    "A code has capitals without marks, digits, dots, hyphens, at most 20. Such as HT or G15.HT01.",
)
CODE_TAKEN = Words("Mã này là của lĩnh vực “{name}”.", "This code belongs to “{name}”.")


@transaction.atomic
def add_field(*, actor: Actor, name: str, code: str = "") -> Field:
    """A field procedures may be put under. Denied; WrongField names each wrong part; FieldExists, also for a retired
    one.
    """
    post = check_citywide(actor, permissions.SETTINGS_MANAGE)
    written, known_as = checked_field(name, code)
    try:
        with transaction.atomic():
            field, made = Field.objects.get_or_create(
                slug=slug_of(written), defaults={"name": written[:1].upper() + written[1:], "code": known_as}
            )
    except IntegrityError as error:
        raise WrongField({"code": CODE_TAKEN.fill(name=written)}) from error
    if not made:
        raise exists(field)
    facts = {"name": field.name} | ({"code": known_as} if known_as else {})
    append(Subject("field", field.pk), "field.added", actor, facts, authority=post)
    return field


@transaction.atomic
def respell_field(*, actor: Actor, field_id: UUID, name: str, expected: str) -> Field:
    """Other capitals, diacritics or spaces. `expected` is the name that was seen.

    Denied, NotVisible, FieldChanged; OtherField where the letters are others: such a field is added.
    """
    post = check_citywide(actor, permissions.SETTINGS_MANAGE)
    field = _locked(field_id)
    if field.name != expected:
        raise FieldChanged
    written = tidy(name)
    if fold(written) != fold(field.name):
        raise OtherField(name=field.name)
    former, field.name = field.name, written
    field.save(update_fields=["name"])
    append(Subject("field", field.pk), "field.respelt", actor, {"former": former, "name": written}, authority=post)
    return field


@transaction.atomic
def retire_field(*, actor: Actor, field_id: UUID, reason: str) -> Field:
    """Offered for no other procedure from now on; those in it, and their cases, keep it.

    Denied, NotVisible, WrongField without a reason, FieldStands when it is retired already.
    """
    post = check_citywide(actor, permissions.SETTINGS_MANAGE)
    field, said = _locked(field_id), tidy(reason)
    if not said:
        raise WrongField({"reason": Words("Bạn ghi lý do.", "Please give the reason.")})
    if field.retired_at is not None:
        raise FieldStands(name=field.name)
    field.retired_at = clock.now()
    field.save(update_fields=["retired_at"])
    append(Subject("field", field.pk), "field.retired", actor, {"name": field.name, "reason": said}, authority=post)
    return field


@transaction.atomic
def restore_field(*, actor: Actor, field_id: UUID) -> Field:
    """It is offered again. Denied, NotVisible, FieldStands when it was not retired."""
    post = check_citywide(actor, permissions.SETTINGS_MANAGE)
    field = _locked(field_id)
    if field.retired_at is None:
        raise FieldStands(name=field.name)
    field.retired_at = None
    field.save(update_fields=["retired_at"])
    append(Subject("field", field.pk), "field.restored", actor, {"name": field.name}, authority=post)
    return field


def checked_field(name: str, code: str) -> tuple[str, str]:
    """Name and code as they are kept. WrongField, FieldExists."""
    written, known_as, wrong = tidy(name), code.strip().upper(), dict[str, Words]()
    if not phrase(written):
        wrong["name"] = NAME_NEEDED
    elif len(written) > LONGEST_NAME:
        wrong["name"] = NAME_LONG
    if known_as and (len(known_as) > LONGEST_CODE or not re.fullmatch(FIELD_CODE, known_as)):
        wrong["code"] = CODE_FORM
    elif known_as and (other := Field.objects.filter(code=known_as).first()):
        wrong["code"] = CODE_TAKEN.fill(name=other.name)
    if wrong:
        raise WrongField(wrong)
    same = Field.objects.filter(slug=slug_of(written)).first()
    if same is not None:
        raise exists(same)
    return written, known_as


def exists(field: Field) -> FieldExists:
    told = Words("đang dùng", "in use") if field.retired_at is None else Words("đã ngừng dùng", "retired")
    return FieldExists(name=field.name, state=told)


def _locked(field_id: UUID) -> Field:
    field = Field.objects.select_for_update().filter(pk=field_id).first()
    if field is None:
        raise NotVisible
    return field
