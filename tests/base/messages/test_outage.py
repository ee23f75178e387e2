"""A mail server away for three days of a virtual clock: nothing is lost, doubled or overtaken, all goes out after."""

from datetime import datetime, timedelta

import pytest

from motcua.base.messages import sending
from motcua.base.messages.channels import OutgoingMessage, Proof
from motcua.base.messages.errors import ChannelAway, TemporaryFailure
from motcua.base.messages.models import Message, State
from motcua.kernel import clock
from tests.base.messages.conftest import Post
from tests.base.messages.test_sending import NOON, queued

pytestmark = pytest.mark.django_db(transaction=True)
OUTAGE = timedelta(hours=72)


class Clockwork:
    """A post office that is closed until `opens`, and counts who knocked meanwhile."""

    def __init__(self, post: Post, opens: datetime) -> None:
        self.post, self.opens, self.knocks = post, opens, 0
        self.send_as_usual = post.send
        post.send = self.send  # type: ignore[method-assign]

    def send(self, message: OutgoingMessage) -> Proof:
        if clock.now() < self.opens:
            self.knocks += 1
            raise ChannelAway(reason="connection refused")
        return self.send_as_usual(message)


def test_what_waited_for_three_days_is_sent_once_in_its_order_within_a_minute(post: Post) -> None:
    office = Clockwork(post, NOON + OUTAGE)
    for hour in range(0, 72, 6):
        queued(hour + 1, next_try_at=NOON + timedelta(hours=hour))
        for minutes in (0, 1, 90, 200):
            with clock.frozen(NOON + timedelta(hours=hour, minutes=minutes)):
                assert sending.send_due() == 0, "and the worker takes a rest"
    assert set(Message.objects.values_list("state", "attempts")) == {(State.QUEUED, 0)}
    assert office.knocks == 48, "one message asks for all, however many wait"
    with clock.frozen(office.opens):
        assert sending.send_due() == 12
    assert [int(message.key.partition(":")[0]) for message in post.sent] == list(range(1, 72, 6))
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}


def test_a_channel_is_left_alone_for_half_a_minute_and_others_are_not(post: Post) -> None:
    queued(1)
    queued(2, channel="inapp", key="2:inapp:x", next_try_at=NOON + timedelta(seconds=1))
    office = Clockwork(post, NOON + OUTAGE)
    for seconds, knocks in ((2, 1), (29, 1), (32, 2)):
        with clock.frozen(NOON + timedelta(seconds=seconds)):
            sending.send_due()
        assert office.knocks == knocks
    assert Message.objects.get(entry_id=2).state == State.SENT


def test_what_was_not_known_to_be_sent_stays_so_while_the_channel_is_away(post: Post) -> None:
    queued(1, state=State.UNCERTAIN, attempts=2)
    Clockwork(post, NOON + OUTAGE)
    with clock.frozen(NOON):
        sending.send_due()
    assert Message.objects.values_list("state", "attempts", "next_try_at").get() == (State.UNCERTAIN, 2, NOON)


def test_a_fault_of_the_message_itself_still_counts(post: Post) -> None:
    queued(1)
    post.answers = [TemporaryFailure(reason="450 mailbox locked")]
    with clock.frozen(NOON):
        assert sending.send_due() == 1
    assert Message.objects.get().attempts == 1
