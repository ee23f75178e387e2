"""Seals deposited in another place, so that who owns this machine cannot rewrite what was sealed unseen.

In a folder (a share of another house, mounted here) as the very files, never overwritten; by e-mail the newest seal,
which stands for all before it because each holds the hash of the one before. Each place keeps a stamp of its own with
the moment of the newest seal that lies there.
"""

import logging
import os
import secrets
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from motcua.base.erasure import listing
from motcua.base.ledger.seals import deposits, folder
from motcua.base.ledger.seals.content import canonical
from motcua.base.messages.channels import OutgoingMessage, channel_named
from motcua.base.messages.errors import SendingFault
from motcua.kernel import stamps
from motcua.kernel.database import city
from motcua.kernel.home import Home
from motcua.kernel.ids import new_id
from motcua.kernel.words import Words

log = logging.getLogger(__name__)

KINDS = ("*.pem", listing.FILES, "seal-*.json")
"""What lies beside each other there: public keys, the list of erasures, the seals."""

SUBJECT = Words("Một Cửa {city}: niêm phong sổ số {number}", "Một Cửa {city}: seal {number} of the ledger")
BODY = Words(
    "Xin giữ thư này. Nó chứng minh sổ sự kiện của {city} đến {at} không bị sửa về sau.",
    "Please keep this letter. It proves that the ledger of {city} up to {at} is not rewritten later.",
)


def deposit() -> dict[str, str]:
    """Bring what is not there yet to every place that is set up; by place "ok", or the class of what went wrong."""
    return {place: _tried(PLACES[place], place) for place in deposits.places()}


def to_folder(target: Path) -> datetime | None:
    """Every file not there yet, the public keys and the list of erasures; the moment of the newest seal there."""
    there = target / city()
    there.mkdir(parents=True, exist_ok=True)
    known = set(os.listdir(there))
    for source in [one for kind in KINDS for one in sorted(folder.place().glob(kind))]:
        if source.name not in known:
            _put(source, there / source.name)
    newest = max(there.glob("seal-*.json"), default=None)
    return datetime.fromisoformat(folder.read(newest).seal.at) if newest else None


def by_mail(recipients: list[str]) -> datetime | None:
    """The newest seal to everybody, unless it went out before. SendingFault."""
    newest = max(folder.place().glob("seal-*.json"), default=None)
    if newest is None:
        return None
    kept = folder.read(newest)
    at = datetime.fromisoformat(kept.seal.at)
    if (sent := stamps.told(Home.current(), deposits.stamp_of("mail"))) and sent >= at:
        return sent
    told = canonical({"seal": kept.seal.told, "signature": kept.signature}).decode()
    facts = {"city": city().upper(), "number": kept.seal.number, "at": kept.seal.at}
    subject, body = SUBJECT.fill(**facts), BODY.fill(**facts)
    for address in recipients:
        key = f"seal:{city()}:{kept.seal.number}:{address}"
        text = f"{body.vi}\n{body.en}\n\n{told}\n"
        channel_named("email").send(OutgoingMessage(new_id(), key, address, "", subject.vi, text, "vi"))
    return at


def _tried(act: Callable[[], datetime | None], place: str) -> str:
    try:
        at = act()
    except (OSError, ValueError, SendingFault) as error:
        log.warning("a seal could not be deposited", exc_info=error)
        return type(error).__name__
    if at is not None:
        stamps.leave(Home.current(), deposits.stamp_of(place), at)
    return "ok"


PLACES: dict[str, Callable[[], datetime | None]] = {
    "folder": lambda: to_folder(Path(settings.MOTCUA_DEPOSIT)),
    "mail": lambda: by_mail(settings.MOTCUA_DEPOSIT_MAIL),
}


def _put(source: Path, target: Path) -> None:
    """Whole or not there: also on a share that knows no links."""
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with source.open("rb") as reading, draft.open("xb") as writing:
            shutil.copyfileobj(reading, writing)
            writing.flush()
            os.fsync(writing.fileno())
        if not target.exists():
            os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)
