"""Ending an account's sessions when what it may do has changed."""

from uuid import UUID

from django.db.models import F

from motcua.base.access.models import Account


def rights_changed(*account_ids: UUID) -> None:
    """End the open sessions of these accounts: call it in the transaction that changes password, posts or activity."""
    Account.objects.filter(pk__in=account_ids).update(rights_version=F("rights_version") + 1)
