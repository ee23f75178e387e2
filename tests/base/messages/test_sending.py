"""Sending: at least once, outside of transactions, and by several senders without doubling."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from motcua.base.messages import sending
from motcua.base.messages.channels import OutgoingMessage, Proof
from motcua.base.messages.errors import FinalFailure, TemporaryFailure, Unconfirmed
from motcua.base.messages.models import Message, State
from motcua.kernel import clock
from tests.base.messages.conftest import Post

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2025, 7, 1, 5, 0, tzinfo=UTC)


def queued(number: int = 1, **fields: object) -> Message:
    return Message.objects.create(
        **{"key": f"{number}:email:x", "entry_id": number, "kind": "thing.made", "channel": "email", "language": "vi",
           "name": "An", "address": "an@congdan.example", "subject": "Chủ đề", "body": "Thân", "next_try_at": NOON}
        | fields
    )  # fmt: skip


def send_at(moment: datetime) -> Message:
    with clock.frozen(moment):
        sending.send_due()
    return Message.objects.get(entry_id=1)


def test_what_is_due_is_sent_with_proof_and_what_is_not_waits(post: Post) -> None:
    queued(1)
    queued(2, next_try_at=NOON + timedelta(minutes=1))
    with clock.frozen(NOON):
        assert sending.send_due() == 1
        assert sending.send_due() == 0
    first, second = Message.objects.order_by("entry_id")
    assert (first.state, first.sent_at, first.proof, first.attempts) == (State.SENT, NOON, "250 ok", 1)
    assert second.state == State.QUEUED
    assert [(message.key, message.address, message.subject) for message in post.sent] == [
        ("1:email:x", "an@congdan.example", "Chủ đề")
    ]


def test_channel_is_asked_outside_of_any_transaction(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[bool, str]] = []

    def look(message: OutgoingMessage) -> Proof:
        seen.append((connection.in_atomic_block, Message.objects.get(pk=message.id).state))
        return Proof("ok")

    monkeypatch.setattr(post, "send", look)
    queued()
    send_at(NOON)
    assert seen == [(False, State.SENDING)]


def test_temporary_failures_are_tried_again_ever_later_until_the_message_has_failed(post: Post) -> None:
    queued()
    moment = NOON
    for wait in sending.WAITS:
        post.answers = [TemporaryFailure(reason="451 busy")]
        message = send_at(moment)
        assert (message.state, message.next_try_at) == (State.QUEUED, moment + wait)
        assert "451 busy" in message.error
        assert send_at(moment + wait - timedelta(seconds=1)).attempts == message.attempts
        moment += wait
    post.answers = [TemporaryFailure(reason="451 busy")]
    message = send_at(moment)
    assert (message.state, message.next_try_at, message.attempts) == (State.FAILED, None, len(sending.WAITS) + 1)


def test_final_failure_is_not_tried_again(post: Post) -> None:
    queued()
    post.answers = [FinalFailure(reason="550 no such person")]
    message = send_at(NOON)
    assert (message.state, message.attempts) == (State.FAILED, 1)
    assert send_at(NOON + timedelta(days=30)).attempts == 1


@pytest.mark.parametrize("failure", [Unconfirmed(reason="timeout"), RuntimeError("a fault of the channel itself")])
def test_lost_answer_is_shown_as_uncertain_and_tried_again_with_the_same_key(post: Post, failure: Exception) -> None:
    queued()
    post.answers = [failure]
    message = send_at(NOON)
    assert message.state == State.UNCERTAIN and message.next_try_at is not None
    assert State(message.state).words.en == "Not known whether sent"
    assert send_at(message.next_try_at).state == State.SENT
    assert [one.key for one in post.sent] == ["1:email:x"] * 2
    assert len({one.id for one in post.sent}) == 1


def test_message_whose_sender_was_killed_is_taken_up_again(post: Post) -> None:
    class Killed(BaseException):
        pass

    queued()
    post.answers = [Killed()]  # type: ignore[list-item]
    post.send = _killed(Killed)  # type: ignore[method-assign]
    with pytest.raises(Killed):
        send_at(NOON)
    del post.send
    assert send_at(NOON + sending.STALE).state == State.SENDING
    message = send_at(NOON + sending.STALE + timedelta(seconds=1))
    assert (message.state, message.attempts) == (State.SENT, 2)


def _killed(kind: type[BaseException]) -> object:
    def send(message: OutgoingMessage) -> Proof:
        raise kind

    return send


def test_answer_of_a_claim_that_was_taken_over_changes_nothing(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    queued()
    taken = NOON + timedelta(minutes=9)

    def slow(message: OutgoingMessage) -> Proof:
        Message.objects.update(sending_since=taken)
        raise FinalFailure(reason="too late")

    monkeypatch.setattr(post, "send", slow)
    message = send_at(NOON)
    assert (message.state, message.sending_since) == (State.SENDING, taken)


def test_several_senders_send_each_message_once(post: Post) -> None:
    for number in range(1, 41):
        queued(number)
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        with clock.frozen(NOON):
            sending.send_due()
        connection.close()

    senders = [threading.Thread(target=work) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(message.key for message in post.sent) == sorted(f"{number}:email:x" for number in range(1, 41))
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}


def test_limit_is_kept(post: Post) -> None:
    for number in range(1, 6):
        queued(number)
    with clock.frozen(NOON):
        assert sending.send_due(limit=2) == 2
    assert Message.objects.filter(state=State.SENT).count() == 2
