"""Whose session it is: one statement put into SQL once, which brings the edition along for what the account may do."""

from typing import Any
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.db.models import CharField, QuerySet
from django.db.models.expressions import RawSQL

from motcua.base.access.models import Account
from motcua.base.compiled import compiled
from motcua.base.edition import EDITION_SQL


def mark_of_edition() -> RawSQL:
    """For a queryset of accounts, as `mark`."""
    return RawSQL(EDITION_SQL, (), output_field=CharField())


class KnownBackend(BaseBackend):
    """Of sessions alone; passwords are checked by Django's own."""

    def get_user(self, user_id: Any) -> Account | None:
        account = _of_id.first(user_id)
        if account is None or not account.is_active:
            return None
        account.edition = account.mark  # type: ignore[attr-defined]
        return account


@compiled
def _of_id(account_id: UUID) -> QuerySet[Account]:
    return Account.objects.filter(pk=account_id).annotate(mark=mark_of_edition())
