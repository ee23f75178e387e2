"""What is said about money, taken out of the notes where the crawls glued it."""

import re

from motcua.domain.catalogue.enums import Channel
from motcua.domain.catalogue.reading.clean import clean, distinct
from motcua.domain.catalogue.reading.reasons import Reason
from motcua.domain.catalogue.reading.texts import FeeText, Notes

FREE = "Miễn phí"
SILENT = "Không có thông tin"
AMOUNT = re.compile(rf"^(?:{FREE}|{SILENT}|[\d.,]+ (?:VNĐ|Việt Nam Đồng|USD|Đồng))")
LEAST_VND = 1_000


def split_fee(note: str) -> tuple[str, str]:
    """("Miễn phí(Không)", "kể từ …") of a note that begins with a fee; ("", note) of any other."""
    amount = AMOUNT.match(note)
    if not amount:
        return "", note
    end = amount.end()
    if note[end : end + 1] == "(":
        end = _closing(note, end)
    fee = note[:end].strip()
    return ("" if fee == SILENT else fee), note[end:].strip()


def read_fee(channel: Channel, stated: object, glued: str, vnd: object, place: str, notes: Notes) -> FeeText | None:
    """The fee of one channel, from its own cell or what stood before the note. None when nothing is said."""
    own = clean(stated)
    text = glued if glued and own in glued else "\n".join(part for part in (own, glued) if part)
    if not text:
        return None
    if not isinstance(vnd, int) or isinstance(vnd, bool):
        return FeeText(channel, text)
    if 0 < vnd < LEAST_VND:
        notes.add(Reason.FEE_UNLIKELY, f"{place}.fee", text)
        return FeeText(channel, text)
    return FeeText(channel, text, vnd)


def fee_summary(fees: tuple[FeeText, ...]) -> str:
    """One text for people: what holds for every channel once, else a line per channel."""
    texts = distinct(fee.text for fee in fees)
    if len(texts) <= 1:
        return "".join(texts)
    return "\n".join(distinct(f"{fee.channel.words.vi}: {fee.text}" for fee in fees))


def _closing(text: str, start: int) -> int:
    """The place behind the bracket that closes the one at `start`, or the end."""
    depth = 0
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place + 1
    return len(text)
