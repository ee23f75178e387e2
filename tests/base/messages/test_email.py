"""E-mail by SMTP, against the mail catcher and against servers that refuse or fall silent at each step."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from pytest_django import Settings

from motcua.base.messages.channels import OutgoingMessage, all_channels
from motcua.base.messages.email import Email
from motcua.base.messages.errors import ChannelAway, FinalFailure, TemporaryFailure, Unconfirmed
from motcua.base.messages.recipients import Recipient
from motcua.partners.mail.stand_in import MailCatcher, run


def letter(address: str = "an@congdan.example", subject: str = "Hồ sơ đã được tiếp nhận") -> OutgoingMessage:
    return OutgoingMessage(UUID(int=9), "1:email:x", address, "An", subject, "Chào bạn,\n\n.\nđã xong", "vi")


@pytest.fixture
def catcher(settings: Settings) -> Iterator[MailCatcher]:
    with run() as catcher:
        settings.MOTCUA_SMTP_HOST, settings.MOTCUA_SMTP_PORT = "127.0.0.1", catcher.smtp_port
        yield catcher


@contextmanager
def server(settings: Settings, **answers: str) -> Iterator[None]:
    """A server that answers `250 ok` but to the commands named; an empty answer hangs up."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            if not self.say(answers.get("GREETING", "220 here")):
                return
            while line := self.rfile.readline():
                verb = line[:4].decode().strip().upper()
                usual = "354 go on" if verb == "DATA" else "250 ok"
                answer = answers.get(verb, usual)
                if not self.say(answer):
                    return
                if verb == "DATA" and answer.startswith("354"):
                    while self.rfile.readline() != b".\r\n":
                        pass
                    if not self.say(answers.get("END", "250 taken as 17")):
                        return

        def say(self, answer: str) -> bool:
            if answer:
                self.wfile.write(f"{answer}\r\n".encode())
            return bool(answer)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as listening:
        listening.daemon_threads = True
        thread = threading.Thread(target=listening.serve_forever, args=(0.01,))
        thread.start()
        settings.MOTCUA_SMTP_HOST, settings.MOTCUA_SMTP_PORT = listening.server_address[:2]
        try:
            yield
        finally:
            listening.shutdown()
            thread.join()


def test_letter_arrives_as_it_was_written(catcher: MailCatcher) -> None:
    proof = Email().send(letter())
    assert proof.text.startswith("250")
    (caught,) = catcher.store.all()
    assert "an@congdan.example" in caught.to
    assert caught.subject == "Hồ sơ đã được tiếp nhận"
    assert caught.text.strip().replace("\r\n", "\n") == "Chào bạn,\n\n.\nđã xong"
    assert str(caught.message["Message-ID"]).startswith("<00000000-0000-0000-0000-000000000009@")
    assert caught.message["Auto-Submitted"] == "auto-generated"
    assert caught.message["Content-Language"] == "vi"


@pytest.mark.parametrize(
    ("step", "answer", "failure"),
    [
        ("GREETING", "421 too busy", ChannelAway),
        ("GREETING", "", ChannelAway),
        ("MAIL", "451 later", ChannelAway),
        ("MAIL", "550 not you", ChannelAway),
        ("RCPT", "450 mailbox locked", TemporaryFailure),
        ("RCPT", "550 no such person", FinalFailure),
        ("RCPT", "", TemporaryFailure),
        ("DATA", "451 later", TemporaryFailure),
        ("DATA", "554 no", FinalFailure),
        ("END", "451 later", TemporaryFailure),
        ("END", "554 refused content", FinalFailure),
        ("END", "", Unconfirmed),
    ],
)
def test_each_step_that_fails_is_told_apart(
    settings: Settings, step: str, answer: str, failure: type[Exception]
) -> None:
    with server(settings, **{step: answer}), pytest.raises(failure) as raised:
        Email().send(letter())
    assert type(raised.value) is failure
    assert answer[:3] in str(raised.value)


def test_answer_of_the_server_is_the_proof(settings: Settings) -> None:
    with server(settings):
        assert Email().send(letter()).text == "250 taken as 17"


def test_nobody_listening_is_a_channel_that_is_away(settings: Settings) -> None:
    with server(settings):
        pass
    with pytest.raises(ChannelAway):
        Email().send(letter())


@pytest.mark.parametrize(
    "wrong",
    [letter("hồ@congdan.example"), letter("a@b.example\r\nBcc: c@d.example"), letter(subject="a\r\nBcc: c@d.example")],
)
def test_what_would_break_a_header_is_never_sent(catcher: MailCatcher, wrong: OutgoingMessage) -> None:
    with pytest.raises(FinalFailure):
        Email().send(wrong)
    assert catcher.store.all() == []


def test_channel_is_open_only_when_a_server_is_set_up(settings: Settings) -> None:
    settings.MOTCUA_SMTP_HOST = ""
    assert not Email().is_open()
    with pytest.raises(TemporaryFailure):
        Email().send(letter())
    assert Email().address_of(Recipient(email="a@b.example")) == "a@b.example"
    assert Email().address_of(Recipient()) is None
    assert [channel.name for channel in all_channels()] == ["inapp"]
