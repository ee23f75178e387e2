"""The inbox: one's own messages, newest first, read once."""

from datetime import timedelta
from uuid import UUID

import pytest

from motcua.base.messages import inbox
from motcua.base.messages.models import Message, State
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.errors import NotVisible

pytestmark = pytest.mark.django_db
AN = Actor("citizen", "Nguyễn Văn An", account_id=UUID(int=3))
BINH = Actor("citizen", "Bình", account_id=UUID(int=4))


def message(number: int, channel: str = "inapp", account: Actor = AN) -> Message:
    return Message.objects.create(
        id=UUID(int=1000 + number), key=f"{number}:{channel}", entry_id=number, kind="thing.made", channel=channel,
        language="vi", account_id=account.account_id, subject=f"Tin {number}", body="b", state=State.SENT,
        sent_at=clock.now(),
    )  # fmt: skip


def test_inbox_shows_ones_own_messages_newest_first_page_by_page(django_assert_num_queries: object) -> None:
    kept = [message(number) for number in range(1, 6)]
    message(6, "email")
    message(7, account=BINH)
    with django_assert_num_queries(1):  # type: ignore[operator]
        first = inbox.inbox(UUID(int=3), limit=2)
    assert first == [kept[4], kept[3]]
    assert inbox.inbox(UUID(int=3), before=first[-1].pk) == [kept[2], kept[1], kept[0]]


def test_unread_are_counted_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1, 5):
        message(number)
    assert inbox.unread_count(UUID(int=3)) == 4
    monkeypatch.setattr(inbox, "MOST_COUNTED", 3)
    assert inbox.unread_count(UUID(int=3)) == 3
    assert inbox.unread_count(UUID(int=9)) == 0


def test_reading_keeps_the_first_moment() -> None:
    one = message(1)
    now = clock.now()
    with clock.frozen(now):
        inbox.mark_read(actor=AN, message_id=one.pk)
    with clock.frozen(now + timedelta(hours=1)):
        inbox.mark_read(actor=AN, message_id=one.pk)
    assert inbox.get_message(actor=AN, message_id=one.pk).read_at == now
    assert inbox.unread_count(UUID(int=3)) == 0


def test_all_can_be_read_at_once() -> None:
    message(1), message(2), message(3, account=BINH)
    assert inbox.mark_all_read(actor=AN) == 2
    assert inbox.mark_all_read(actor=AN) == 0
    assert inbox.unread_count(UUID(int=4)) == 1


def test_somebody_elses_message_does_not_exist() -> None:
    one = message(1)
    for stranger in (BINH, SYSTEM):
        with pytest.raises(NotVisible):
            inbox.get_message(actor=stranger, message_id=one.pk)
        with pytest.raises(NotVisible):
            inbox.mark_read(actor=stranger, message_id=one.pk)
    assert Message.objects.get().read_at is None
