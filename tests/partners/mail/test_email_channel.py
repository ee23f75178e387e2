"""The e-mail channel against the mail catcher, over real SMTP: what arrives, what is refused, what is tried again."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from motcua.base.messages.channels import OutgoingMessage, channel_named
from motcua.base.messages.errors import FinalFailure, SendingFault, TemporaryFailure, Unconfirmed
from motcua.partners.mail.stand_in import MailCatcher, run

MESSAGE = OutgoingMessage(
    id=UUID("01890000-0000-7000-8000-000000000001"),
    key="7:email:x",
    address="minhanh@congdan.example",
    name="Nguyễn Thị Minh Anh",
    subject="Hồ sơ H26.1-261123-0001 đã được tiếp nhận",
    body="Chào bạn,\nHạn trả kết quả: 17:00 thứ Hai.\n.\nhttp://127.0.0.1:8000/t/abc",
    language="vi",
)


@pytest.fixture
def catcher(settings: Any) -> Iterator[MailCatcher]:
    with run() as catcher:
        settings.MOTCUA_SMTP_HOST = "127.0.0.1"
        settings.MOTCUA_SMTP_PORT = catcher.smtp_port
        settings.MOTCUA_MAIL_FROM = "khong-tra-loi@motcua.invalid"
        yield catcher


def send(message: OutgoingMessage = MESSAGE) -> str:
    return channel_named("email").send(message).text


def test_a_message_arrives_as_it_was_written(catcher):
    assert send().startswith("250")
    (caught,) = catcher.store.all()
    assert caught.subject == MESSAGE.subject and caught.to == MESSAGE.address
    assert caught.text.split() == MESSAGE.body.split()


def test_a_message_sent_twice_can_be_told_by_its_message_id(catcher):
    send()
    send()
    ids = {str(caught.message["Message-ID"]) for caught in catcher.store.all()}
    assert len(ids) == 1 and str(MESSAGE.id) in ids.pop()


@pytest.mark.parametrize(
    "hostile",
    [
        {"subject": "Chào\r\nBcc: nhieu@nguoi.example"},
        {"subject": "Chào\nBcc: nhieu@nguoi.example"},
        {"address": "a@b.example\r\nRCPT TO:<nhieu@nguoi.example>"},
        {"address": "a@b.example>\r\nDATA\r\n"},
        {"address": "không@dấu.example"},
    ],
)
def test_nothing_typed_by_people_becomes_a_header_or_a_command(catcher, hostile):
    with pytest.raises(SendingFault):
        send(replace(MESSAGE, **hostile))
    assert catcher.store.all() == []


def test_a_body_ends_no_message_early(catcher):
    send(replace(MESSAGE, body="một\r\n.\r\nMAIL FROM:<x@y.example>\r\nhai"))
    (caught,) = catcher.store.all()
    assert "MAIL FROM" in caught.text and caught.text.rstrip().endswith("hai")


@pytest.mark.parametrize(
    ("at", "answer", "fault"),
    [
        ("answer_to_recipient", "550 5.1.1 No such user", FinalFailure),
        ("answer_to_recipient", "450 4.2.1 Mailbox busy", TemporaryFailure),
        ("answer_to_data", "554 5.7.1 Refused", FinalFailure),
        ("answer_to_data", "451 4.3.0 Try again", TemporaryFailure),
        ("answer_to_data", "354 Start mail input", Unconfirmed),
        ("answer_to_data", "<html>?", Unconfirmed),
    ],
)
def test_never_not_now_and_not_known_are_told_apart(catcher, at, answer, fault):
    setattr(catcher.takes, at, answer)
    with pytest.raises(fault):
        send()
    assert catcher.store.all() == []


def test_a_mail_server_that_is_gone_is_tried_again(catcher, settings):
    settings.MOTCUA_SMTP_PORT = 9
    with pytest.raises(TemporaryFailure):
        send()
