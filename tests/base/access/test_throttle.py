"""Guesses are slowed, by all processes together."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import RequestFactory, override_settings

from motcua.base.access import throttle
from motcua.base.access.models import Throttle
from motcua.kernel import clock

NOON = datetime(2025, 7, 1, 5, 0, tzinfo=UTC)
KEY = throttle.key_for("track", "203.0.113.9")


@pytest.mark.django_db
def test_tries_beyond_the_limit_wait_for_the_end_of_the_window(django_assert_num_queries: object) -> None:
    with clock.frozen(NOON):
        assert all(throttle.hit(KEY, 3, 600) for _ in range(3))
    with clock.frozen(NOON + timedelta(seconds=100.5)):
        with django_assert_num_queries(1):  # type: ignore[operator]
            refused = throttle.hit(KEY, 3, 600)
        assert (refused.allowed, refused.retry_after) == (False, 500)
    with clock.frozen(NOON + timedelta(seconds=600)):
        assert throttle.hit(KEY, 3, 600) == throttle.Allowance(True)
        assert Throttle.objects.get(pk=KEY).tries == 1


@pytest.mark.django_db
def test_keys_are_counted_apart() -> None:
    assert throttle.hit(KEY, 1, 60)
    assert not throttle.hit(KEY, 1, 60)
    assert throttle.hit(throttle.key_for("track", "203.0.113.10"), 1, 60)
    assert throttle.hit(throttle.key_for("login", "203.0.113.9"), 1, 60)


@pytest.mark.django_db
def test_asking_does_not_count() -> None:
    for _ in range(5):
        assert throttle.standing(KEY, 1)
    throttle.hit(KEY, 1, 60)
    standing = throttle.standing(KEY, 1)
    assert not standing and 1 <= standing.retry_after <= 60
    throttle.forget(KEY)
    assert throttle.standing(KEY, 1)


@pytest.mark.django_db
def test_windows_that_are_over_are_swept() -> None:
    with clock.frozen(NOON):
        throttle.hit(KEY, 1, 60)
        throttle.hit(throttle.key_for("long"), 1, 6000)
    with clock.frozen(NOON + timedelta(seconds=60)):
        assert throttle.sweep() == 1
    assert Throttle.objects.count() == 1


def test_no_address_stands_in_the_table() -> None:
    assert "203" not in KEY and len(KEY) == 64


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_counted_one_by_one() -> None:
    answers: list[bool] = []
    start = threading.Barrier(8)

    def guess() -> None:
        start.wait()
        answers.extend(throttle.hit(KEY, 20, 600).allowed for _ in range(10))
        connection.close()

    guessers = [threading.Thread(target=guess) for _ in range(8)]
    for guesser in guessers:
        guesser.start()
    for guesser in guessers:
        guesser.join()
    assert sorted(answers) == [False] * 60 + [True] * 20


@pytest.mark.parametrize(
    ("proxies", "seen"), [(0, "10.0.0.1"), (1, "198.51.100.7"), (2, "203.0.113.9"), (3, "10.0.0.1")]
)
def test_address_is_the_one_own_proxies_saw(proxies: int, seen: str) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.7")
    with override_settings(MOTCUA_PROXIES=proxies):
        assert throttle.address_of(request) == seen
