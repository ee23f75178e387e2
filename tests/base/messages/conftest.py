from collections.abc import Iterator

import pytest

from motcua.base.messages import channels, recipients, sending, texts
from motcua.base.messages.channels import Channel, OutgoingMessage, Proof
from motcua.base.messages.recipients import Recipient
from motcua.kernel.words import Words
from tests.base.ledger.situations import own_registries

__all__ = ["own_registries"]


class Post(Channel):
    """A channel that does what the test tells it: each answer is a failure to raise, or text to prove with."""

    name = "email"
    title = Words("Thư", "Post")

    def __init__(self) -> None:
        self.answers: list[Exception | str] = []
        self.sent: list[OutgoingMessage] = []
        self.opened = True

    def is_open(self) -> bool:
        return self.opened

    def address_of(self, recipient: Recipient) -> str | None:
        return recipient.email or None

    def send(self, message: OutgoingMessage) -> Proof:
        self.sent.append(message)
        answer = self.answers.pop(0) if self.answers else "250 ok"
        if isinstance(answer, Exception):
            raise answer
        return Proof(answer)


@pytest.fixture(autouse=True)
def apart(own_registries: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Channels, recipients and texts of the test's own."""
    monkeypatch.setattr(channels, "_channels", {"inapp": channels.InApp()})
    monkeypatch.setattr(recipients, "_resolvers", {})
    monkeypatch.setattr(texts, "_defaults", dict(texts._defaults))
    monkeypatch.setattr(sending, "_resting", {})


@pytest.fixture
def post() -> Iterator[Post]:
    channel = Post()
    channels.register_channel(channel)
    yield channel
