"""The same POST twice acts once, whatever stands between the two."""

import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections

from motcua.base.files.models import StoredFile
from motcua.base.ledger.models import Entry
from motcua.domain.cases.models import Case
from motcua.faces.api import idempotency
from motcua.faces.api.models import IdempotencyKey, Upload
from motcua.faces.api.tasks import KEYS_KEPT, sweep
from motcua.kernel import clock
from tests.faces.api.callers import Caller, accepted, caller, code_of, filed, filing, picture
from tests.support.town import Town, build_town

KEY = "don-so-1"


def test_the_same_request_is_answered_again_and_not_done_again(town: Town) -> None:
    counter = caller(town.counter)
    first = counter.post("/cases", filing(town), key=KEY)
    second = counter.post("/cases", filing(town), key=KEY)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert "Idempotent-Replayed" not in first.headers and second.headers["Idempotent-Replayed"] == "true"
    assert Case.objects.count() == 1


def test_order_and_spaces_of_json_do_not_make_another_request(town: Town) -> None:
    counter, body = caller(town.counter), filing(town)
    counter.post("/cases", body, key=KEY)
    turned = json.dumps(dict(reversed(body.items())), indent=4)
    assert counter.post("/cases", turned, key=KEY).headers["Idempotent-Replayed"] == "true"


def test_another_body_under_the_same_key_is_refused(town: Town) -> None:
    counter = caller(town.counter)
    counter.post("/cases", filing(town), key=KEY)
    answer = counter.post("/cases", filing(town, summary="Khác"), key=KEY)
    assert (answer.status_code, code_of(answer)) == (409, "api.key_reused")
    assert Case.objects.count() == 1


def test_another_address_or_precondition_under_the_same_key_is_refused(town: Town) -> None:
    counter = caller(town.counter)
    one, other = filed(counter, town), filed(counter, town)
    assert counter.post(f"/cases/{one}/accept", {}, key=KEY).status_code == 200
    for address, headers in ((f"/cases/{other}/accept", {}), (f"/cases/{one}/accept", {"If-Match": '"2"'})):
        assert code_of(counter.post(address, {}, key=KEY, headers=headers)) == "api.key_reused"


def test_two_accounts_may_choose_the_same_key(town: Town) -> None:
    counter, citizen = caller(town.counter), caller(town.citizen)
    assert counter.send_file(key=KEY).status_code == 201
    assert citizen.send_file(key=KEY).status_code == 201
    assert Upload.objects.count() == 2


def test_a_move_is_repeated_even_though_the_case_has_moved_on(town: Town) -> None:
    counter = caller(town.counter)
    case_id = accepted(counter, town)
    body = {"action": "forward", "expected": Case.objects.get().version}
    first = counter.post(f"/cases/{case_id}/moves", body, key=KEY)
    caller(town.specialist).move(case_id, "forward")
    again = counter.post(f"/cases/{case_id}/moves", body, key=KEY)
    assert again.status_code == 200 and again.json() == first.json()
    assert Entry.objects.filter(subject_id=case_id, kind="case.forwarded").count() == 2


def test_a_file_sent_twice_is_kept_once(town: Town) -> None:
    counter = caller(town.counter)
    first, again = counter.send_file(key=KEY), counter.send_file(key=KEY)
    assert first.json() == again.json() and StoredFile.objects.count() == 1
    assert code_of(counter.send_file(picture("red"), key=KEY)) == "api.key_reused"


def test_a_refused_request_keeps_nothing_so_its_key_may_be_used_again(town: Town) -> None:
    counter = caller(town.counter)
    assert counter.post("/cases", filing(town, office="H26.KHONG"), key=KEY).status_code == 422
    assert not IdempotencyKey.objects.exists()
    assert counter.post("/cases", filing(town), key=KEY).status_code == 201


def test_an_act_that_fails_late_takes_everything_back(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    counter = caller(town.counter)
    monkeypatch.setattr(idempotency, "KEEP", "SELECT 1 / 0 -- %(status)s %(answer)s %(id)s")
    failed = counter.post("/cases", filing(town), key=KEY)
    assert failed.status_code in (422, 500)
    assert not Case.objects.exists() and not IdempotencyKey.objects.exists()


@pytest.mark.parametrize("key", ["", " ", "a b", "khóa", "x" * 256, "\t"])
def test_without_a_usable_key_nothing_is_done(town: Town, key: str) -> None:
    sent = {"Idempotency-Key": key} if key else {}
    answer = caller(town.counter).post("/cases", filing(town), key="", headers=sent)
    assert (answer.status_code, code_of(answer)) == (400, "api.key_missing")
    assert not Case.objects.exists()


def test_answers_kept_hold_no_personal_data(town: Town) -> None:
    counter = caller(town.counter)
    counter.post("/cases", filing(town), key=KEY)
    kept = json.dumps(IdempotencyKey.objects.get().answer, ensure_ascii=False)
    assert "Thử Nghiệm" not in kept and "001185012345" not in kept and "0912" not in kept


def test_old_answers_and_uploads_are_forgotten(town: Town) -> None:
    counter = caller(town.counter)
    counter.send_file(key=KEY)
    assert sweep(timestamp=0) == 0
    with clock.frozen(clock.now() + KEYS_KEPT + timedelta(minutes=1)):
        assert sweep(timestamp=0) == 2
    assert StoredFile.objects.count() == 1


def test_a_file_sent_ahead_yesterday_is_no_longer_taken(town: Town) -> None:
    counter = caller(town.counter)
    sent = counter.send_file().json()["id"]
    with clock.frozen(clock.now() + timedelta(hours=25)):
        answer = counter.post("/cases", filing(town, papers=[{"position": 1, "files": [sent]}]))
    assert set(answer.json()["errors"]) == {"papers.0.files.0"}


@pytest.fixture
def committed(transactional_db: None) -> Iterator[Town]:
    yield build_town()


def at_once(count: int, call: Callable[[], Any]) -> list[Any]:
    """The answers of `count` calls that start together, each on a connection of its own."""
    start = threading.Barrier(count)

    def one(number: int) -> Any:
        try:
            start.wait()
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_eight_at_once_with_one_key_file_one_case(committed: Town) -> None:
    token, body = caller(committed.counter).token, filing(committed)
    answers = at_once(8, lambda: Caller(token).post("/cases", body, key=KEY))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert sum("Idempotent-Replayed" not in answer.headers for answer in answers) == 1
    assert Case.objects.count() == 1


def test_eight_at_once_with_one_key_accept_once(committed: Town) -> None:
    counter = caller(committed.counter)
    case_id = filed(counter, committed)
    answers = at_once(8, lambda: Caller(counter.token).post(f"/cases/{case_id}/accept", {}, key=KEY))
    assert {answer.status_code for answer in answers} == {200}
    assert Entry.objects.filter(subject_id=case_id, kind="case.accepted").count() == 1


def test_eight_at_once_with_keys_of_their_own_file_eight(committed: Town) -> None:
    token, body = caller(committed.counter).token, filing(committed)
    answers = at_once(8, lambda: Caller(token).post("/cases", body))
    assert {answer.status_code for answer in answers} == {201}
    assert Case.objects.count() == 8


def test_eight_at_once_with_keys_of_their_own_accept_once(committed: Town) -> None:
    counter = caller(committed.counter)
    case_id = filed(counter, committed)
    answers = at_once(8, lambda: Caller(counter.token).post(f"/cases/{case_id}/accept", {"expected": 2}))
    told = sorted(answer.status_code for answer in answers)
    assert told == [200] + [409] * 7
    assert {code_of(answer) for answer in answers if answer.status_code == 409} == {"case.stale"}


def test_who_waits_too_long_hears_that_it_is_being_done(committed: Town) -> None:
    counter = caller(committed.counter)
    account_id = committed.counter.account_id
    assert account_id is not None
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("BEGIN")
                idempotency.claim(account_id, KEY, "0" * 64)
                held.set()
                done.wait(20)
                cursor.execute("ROLLBACK")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        holder = pool.submit(hold)
        assert held.wait(10)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        answer = counter.post("/cases", filing(committed), key=KEY)
        done.set()
        holder.result()
    assert (answer.status_code, code_of(answer)) == (409, "api.key_in_progress")
    assert answer.headers["Retry-After"] == "1"
    assert counter.post("/cases", filing(committed), key=KEY).status_code == 201
