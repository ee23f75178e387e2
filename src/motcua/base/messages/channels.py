"""The ways to reach a person, each behind one base class. What stands above registers more of them by name."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from motcua.base.messages.recipients import Recipient
from motcua.kernel.words import Words


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """What a channel gets to send. `key` is the same at each try, for those who can tell a repetition by it."""

    id: UUID
    key: str
    address: str
    name: str
    subject: str
    body: str
    language: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What the other side answered when it took the message."""

    text: str


class Channel(ABC):
    """`name` is stored with messages. An `instant` channel is done once its message is written down."""

    name: ClassVar[str]
    title: ClassVar[Words]
    instant: ClassVar[bool] = False

    def is_open(self) -> bool:
        """Whether this channel is set up here; nothing is queued for one that is not."""
        return True

    @abstractmethod
    def address_of(self, recipient: Recipient) -> str | None:
        """Where this recipient is reached; None when not by this channel."""

    @abstractmethod
    def send(self, message: OutgoingMessage) -> Proof:
        """Hand the message over, outside any transaction. TemporaryFailure, FinalFailure or Unconfirmed."""


class InApp(Channel):
    """The inbox of an account: the row itself is the message."""

    name = "inapp"
    title = Words("Hộp thư trên cổng", "Inbox on the portal")
    instant = True

    def address_of(self, recipient: Recipient) -> str | None:
        return "" if recipient.account_id else None

    def send(self, message: OutgoingMessage) -> Proof:
        return Proof("inbox")


_channels: dict[str, Channel] = {}


def register_channel(channel: Channel) -> None:
    """Add a channel, or put another in the place of one with the same name."""
    _channels[channel.name] = channel


def all_channels() -> tuple[Channel, ...]:
    return tuple(_channels.values())


def channel_named(name: str) -> Channel:
    """KeyError when there is none."""
    return _channels[name]


register_channel(InApp())
