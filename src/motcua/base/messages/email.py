"""E-mail by SMTP, spoken step by step, so that it is known at which step an answer failed to come."""

import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr

from django.conf import settings

from motcua.base.messages.channels import Channel, OutgoingMessage, Proof
from motcua.base.messages.errors import ChannelAway, FinalFailure, TemporaryFailure, Unconfirmed
from motcua.base.messages.recipients import Recipient
from motcua.kernel import clock
from motcua.kernel.database import practising
from motcua.kernel.words import Words

TIMEOUT_SECONDS = 20
POLICY = SMTP.clone(cte_type="7bit")
"""So that a server without 8BITMIME passes Vietnamese on unharmed."""
FIRST_GOOD, FIRST_TEMPORARY, FIRST_FINAL = 200, 400, 500
SENDER = "Một Cửa"
LONGEST = 300


class Email(Channel):
    """Set up by `MOTCUA_SMTP_HOST`; encrypted where the server offers it. The Message-ID stays the same at each try."""

    name = "email"
    title = Words("Thư điện tử", "E-mail")

    def is_open(self) -> bool:
        """Never in a practice city: its people are made up, its addresses may be somebody's."""
        return bool(settings.MOTCUA_SMTP_HOST) and not practising()

    def address_of(self, recipient: Recipient) -> str | None:
        return recipient.email or None

    def send(self, message: OutgoingMessage) -> Proof:
        letter = _letter(message)
        if not self.is_open():
            raise TemporaryFailure(reason="MOTCUA_SMTP_HOST")
        try:
            server = smtplib.SMTP(settings.MOTCUA_SMTP_HOST, settings.MOTCUA_SMTP_PORT, timeout=TIMEOUT_SECONDS)
        except (OSError, smtplib.SMTPException) as error:
            raise ChannelAway(reason=_brief(error)) from error
        try:
            _introduce(server)
            _address(server, message.address)
            return _hand_over(server, letter)
        finally:
            server.close()


def _letter(message: OutgoingMessage) -> bytes:
    letter = EmailMessage(policy=POLICY)
    try:
        letter["From"] = formataddr((SENDER, settings.MOTCUA_MAIL_FROM))
        letter["To"] = message.address.encode("ascii").decode()
        letter["Subject"] = message.subject
        letter["Date"] = format_datetime(clock.now())
        letter["Message-ID"] = f"<{message.id}@{settings.MOTCUA_MAIL_FROM.rpartition('@')[2]}>"
        letter["Auto-Submitted"] = "auto-generated"
        letter.set_content(message.body + "\n")
        letter["Content-Language"] = message.language
        return letter.as_bytes()
    except (UnicodeError, ValueError) as error:
        raise FinalFailure(reason=type(error).__name__) from error


def _introduce(server: smtplib.SMTP) -> None:
    """Everything before the message itself: whatever fails here, no message would have been taken.

    A server that does not like the sender is set up wrongly, which is not the message's fault: it waits.
    """
    try:
        server.ehlo_or_helo_if_needed()
        if server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        code, answer = server.mail(settings.MOTCUA_MAIL_FROM)
        if code >= FIRST_TEMPORARY:
            raise ChannelAway(reason=_said(code, answer))
    except (OSError, smtplib.SMTPException) as error:
        raise ChannelAway(reason=_brief(error)) from error


def _address(server: smtplib.SMTP, address: str) -> None:
    try:
        _expect(*server.rcpt(address))
    except (OSError, smtplib.SMTPException) as error:
        raise TemporaryFailure(reason=_brief(error)) from error


def _hand_over(server: smtplib.SMTP, letter: bytes) -> Proof:
    try:
        answer = server.data(letter)
    except smtplib.SMTPDataError as error:
        _expect(error.smtp_code, _bytes(error.smtp_error))
        raise TemporaryFailure(reason=_brief(error)) from error
    except (OSError, smtplib.SMTPException) as error:
        raise Unconfirmed(reason=_brief(error)) from error
    _expect(*answer)
    if not FIRST_GOOD <= answer[0] < FIRST_GOOD + 100:
        raise Unconfirmed(reason=_said(*answer))
    return Proof(_said(*answer))


def _expect(code: int, answer: bytes) -> None:
    if code >= FIRST_FINAL:
        raise FinalFailure(reason=_said(code, answer))
    if code >= FIRST_TEMPORARY:
        raise TemporaryFailure(reason=_said(code, answer))


def _said(code: int, answer: bytes) -> str:
    return f"{code} {answer.decode(errors='replace')}"[:LONGEST]


def _brief(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:LONGEST]


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()
