"""A scan that arrived in some field of the counter's form: a scanner types into whatever has the focus."""

from motcua.casework.queries.scanned import Scanned, scanned
from motcua.kernel.identity_card import looks_like_card
from motcua.kernel.words import Words

SCAN, SEEK_PERSON = "scan", "seek_person"
KEPT = ("card", "guidance")
UNREAD = Words(
    "Mã vừa quét không đọc được. Bạn tắt bộ gõ tiếng Việt rồi quét lại, hoặc gõ số định danh.",
    "The code could not be read. Switch off the Vietnamese input method and scan again, or type the number.",
)


def taken_scan(typed: dict[str, str]) -> Scanned | None:
    """The scan among the fields, taken out of its field; None where nobody scanned."""
    if text := typed.pop(SCAN, "").strip():
        return scanned(text)
    for name, text in typed.items():
        if name not in KEPT and looks_like_card(text):
            typed[name] = ""
            return scanned(text)
    found = scanned(typed.get(SEEK_PERSON, ""))
    if found.card or found.case or found.unread:
        typed[SEEK_PERSON] = ""
        return found
    if found.text != typed.get(SEEK_PERSON, "").strip():
        typed[SEEK_PERSON] = found.text
    return None
