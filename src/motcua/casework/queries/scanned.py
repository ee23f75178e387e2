"""What a scanner or a hand put into a box: an identity card, the code of a paper, a filing number, or plain words."""

import re
from dataclasses import dataclass

from motcua.base.documents.queries import by_token
from motcua.casework.tracking import digest
from motcua.domain.cases.models import Case
from motcua.kernel.identifiers import Malformed
from motcua.kernel.identity_card import IdentityCard, looks_like_card, read_card

TOKEN = re.compile(r"/(t|verify)/([A-Za-z0-9_-]{22})(?![A-Za-z0-9_-])")
FILING = re.compile(r"NOP-?([0-9A-Z]{4})-?([0-9A-Z]{4})-?([0-9A-Z]{2})", re.IGNORECASE)
NUMBER_FIRST = re.compile(r"\s*(\d{12})\s*[|¦‖]")


@dataclass(frozen=True, slots=True)
class Scanned:
    """At most one of them is there; `text` is what was typed where none is."""

    text: str
    card: IdentityCard | None = None
    case: Case | None = None
    unread: bool = False

    @property
    def words(self) -> str:
        """What to search for in a box of its own: the number of a card, the code of a case, else the text."""
        if self.card is not None:
            return self.card.number
        return str(self.case) if self.case is not None else self.text


def scanned(text: str) -> Scanned:
    """Reads `text`. `unread`: it is plainly a card's or paper's code, but one nobody here knows."""
    bare = text.replace("\x00", "").strip()
    if looks_like_card(bare):
        try:
            return Scanned(bare, card=read_card(bare))
        except Malformed:
            return Scanned("", unread=True)
    if token := TOKEN.search(bare):
        case = case_of_token(*token.groups())
        return Scanned(bare, case=case) if case else Scanned("", unread=True)
    if number := FILING.fullmatch("".join(bare.split())):
        filing = f"NOP-{number[1]}-{number[2]}-{number[3]}".upper()
        return Scanned(bare, case=Case.objects.filter(filing_number=filing).first())
    if cut := NUMBER_FIRST.match(bare):
        return Scanned(cut[1])
    return Scanned(bare)


def case_of_token(kind: str, token: str) -> Case | None:
    """The case behind the QR code of a receipt, a filing receipt, or another paper."""
    if kind == "t":
        return Case.objects.filter(tracking_digest=digest(token)).first()
    document = by_token(token)
    if document is None or document.subject_kind != "case":
        return None
    return Case.objects.filter(pk=document.subject_id).first()
