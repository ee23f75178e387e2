"""Mending how a field is written. Its folded spelling is what ties procedures and competences to it, and stays."""

from uuid import UUID

from django.db import transaction

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide
from motcua.base.ledger import Subject, append
from motcua.domain.catalogue.errors import FieldChanged, OtherField
from motcua.domain.catalogue.models import Field
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible
from motcua.kernel.text import fold, tidy


@transaction.atomic
def respell_field(*, actor: Actor, field_id: UUID, name: str, expected: str) -> Field:
    """Other capitals, diacritics or spaces. `expected` is the name that was seen.

    Denied, NotVisible, FieldChanged; OtherField where the letters are others: such a field comes with the list.
    """
    post = check_citywide(actor, permissions.SETTINGS_MANAGE)
    field = Field.objects.select_for_update().filter(pk=field_id).first()
    if field is None:
        raise NotVisible
    if field.name != expected:
        raise FieldChanged
    written = tidy(name)
    if fold(written) != fold(field.name):
        raise OtherField(name=field.name)
    former, field.name = field.name, written
    field.save(update_fields=["name"])
    append(Subject("field", field.pk), "field.respelt", actor, {"former": former, "name": written}, authority=post)
    return field
