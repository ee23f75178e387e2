"""From an entry to messages: who hears, by which channel, and never twice."""

from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from motcua.base.ledger import append, delivery, subscriber
from motcua.base.ledger.models import Entry, SetAside
from motcua.base.messages.models import Message, State
from motcua.base.messages.recipients import Recipient, recipients_of, register_recipients
from motcua.base.messages.subscriptions import queue_messages
from motcua.kernel import clock
from tests.base.ledger.situations import OFFICIAL, made, thing
from tests.base.messages.conftest import Post

AN = Recipient(
    account_id=UUID(int=3), person_id=UUID(int=4), name="Nguyễn Văn An", email="an@congdan.example", link="/ho-so/1/"
)


@pytest.mark.django_db
def test_person_with_account_and_address_gets_one_message_per_channel(post: Post) -> None:
    register_recipients("thing.made", lambda entry: [AN])
    entry = made()
    queue_messages(entry)
    inbox, letter = Message.objects.order_by("-channel")
    assert (inbox.channel, inbox.state, inbox.subject) == ("inapp", State.SENT, "Lập K1.")
    assert inbox.sent_at is not None and inbox.address == ""
    assert (letter.channel, letter.state, letter.address) == ("email", State.QUEUED, "an@congdan.example")
    assert "Chào Nguyễn Văn An," in letter.body and "Xem chi tiết: http" in letter.body
    assert letter.body.count("/ho-so/1/") == 1
    assert {message.entry_id for message in (inbox, letter)} == {entry.pk}


@pytest.mark.django_db
def test_entry_told_twice_still_becomes_one_message_each(post: Post) -> None:
    register_recipients("thing.", lambda entry: [AN, AN])
    register_recipients("thing.made", lambda entry: [AN])
    entry = made()
    queue_messages(entry)
    queue_messages(entry)
    queue_messages(made())
    assert Message.objects.count() == 4


@pytest.mark.django_db
def test_only_channels_that_reach_a_person_and_are_open_are_used(post: Post) -> None:
    without_account = Recipient(person_id=UUID(int=5), email="b@congdan.example")
    only_address = Recipient(email="c@congdan.example")
    unreachable = Recipient(person_id=UUID(int=6))
    register_recipients("thing.made", lambda entry: [without_account, only_address, unreachable])
    queue_messages(made())
    assert sorted(Message.objects.values_list("channel", "address")) == [
        ("email", "b@congdan.example"),
        ("email", "c@congdan.example"),
    ]
    assert not any("congdan" in key for key in Message.objects.values_list("key", flat=True))
    post.opened = False
    queue_messages(made())
    assert Message.objects.count() == 2


@pytest.mark.django_db
def test_text_values_and_language_are_the_recipients(post: Post) -> None:
    text = Recipient(email="d@congdan.example", name="D", language="en", values={"sentence": "Said otherwise."})
    register_recipients("thing.made", lambda entry: [text])
    queue_messages(made())
    message = Message.objects.get()
    assert message.language == "en"
    assert message.body == (
        "Dear D,\n\nSaid otherwise.\n\nThis message was sent automatically; there is no need to answer."
    )


@pytest.mark.django_db
def test_nobody_hears_of_what_nobody_asked_for(post: Post) -> None:
    register_recipients("thing.made", lambda entry: [AN])
    register_recipients("thing", lambda entry: [AN])
    assert recipients_of(append(thing(), "thing.checked", OFFICIAL)) == []


@pytest.mark.django_db(transaction=True)
def test_messages_are_queued_by_the_ledgers_subscriber_and_a_missing_text_is_set_aside_in_sight(post: Post) -> None:
    subscriber("messages")(queue_messages)
    register_recipients("thing.moved", lambda entry: [AN])
    register_recipients("thing.made", lambda entry: [Recipient(account_id=UUID(int=3), language="xx")])  # type: ignore[arg-type]
    with transaction.atomic():
        made()
        append(thing(), "thing.moved", OFFICIAL, {"step": "check"})
    moment = clock.now()
    for turn in range(delivery.TRIES):
        with clock.frozen(moment):
            delivery.deliver("messages")
        moment += delivery.FIRST_WAIT * 2**turn
    assert Message.objects.count() == 2
    assert SetAside.objects.get().error.startswith("NoText")
    assert SetAside.objects.get().entry == Entry.objects.get(kind="thing.made")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [{"state": "lost"}, {"state": "queued"}, {"state": "sending"}, {"state": "sent", "sent_at": None},
     {"state": "failed", "next_try_at": "2025-01-01T00:00Z"}],
)  # fmt: skip
def test_state_and_moments_of_a_message_agree_in_the_database(wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError):
        Message.objects.create(**{"key": "k", "entry_id": 1, "kind": "x", "channel": "inapp", "language": "vi",
                                  "subject": "s", "body": "b", "sent_at": None} | wrong)  # fmt: skip
