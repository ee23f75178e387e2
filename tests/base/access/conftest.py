from collections.abc import Callable

import pytest

from motcua.base.access.models import Account


@pytest.fixture
def account() -> Callable[..., Account]:
    """Open an account of a kind, "official" unless told."""

    def opened(username: str = "binh.tt", kind: str = "official", **fields: object) -> Account:
        return Account.objects.create_account(username, kind=kind, **fields)  # type: ignore[arg-type]

    return opened
