"""What the house notices by itself is said of the services people know."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from motcua.base.outages.told import Sign
from motcua.ops.watching import noticing
from motcua.partners.identity import watch
from motcua.partners.identity.current import current_client
from tests.ops.watching.test_health import heard
from tests.ops.watching.test_metrics import WAITING


@pytest.mark.django_db
def test_without_a_worker_messages_are_late_and_without_a_disk_nothing_is_filed(tmp_path: Path, settings: Any) -> None:
    settings.FILES_ROOT = tmp_path / "files"
    assert list(noticing.watch()) == [Sign("messages", "slow")]
    heard(5)
    assert list(noticing.watch()) == []
    (tmp_path / "in-the-way").write_text("")
    settings.FILES_ROOT = tmp_path / "in-the-way"
    assert list(noticing.watch()) == [Sign("filing", "down"), Sign("counters", "slow")]


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "late"), [(7, False), (20, True)])
def test_a_message_that_waits_for_long_is_noticed(tmp_path: Path, settings: Any, minutes: int, late: bool) -> None:
    settings.FILES_ROOT = tmp_path
    heard(5)
    with connection.cursor() as cursor:
        cursor.execute(WAITING.replace("7 minutes", f"{minutes} minutes"))
    assert bool(list(noticing.watch())) is late


def test_a_provider_that_failed_again_and_again_is_down_and_one_that_is_not_connected_is_no_fault(
    settings: Any,
) -> None:
    settings.MOTCUA_IDENTITY_ISSUER = ""
    assert list(watch.watch()) == [Sign("sign_in", "off")]
    settings.MOTCUA_IDENTITY_ISSUER = "https://noticed.example"
    assert list(watch.watch()) == []
    breaker = current_client().breaker
    for _ in range(3):
        breaker.failed()
    assert list(watch.watch()) == [Sign("sign_in", "down")]
    breaker.succeeded()
