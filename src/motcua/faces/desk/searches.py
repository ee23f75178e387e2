"""What officials searched for, remembered in their session: names and numbers of people never stand in an address."""

import secrets

from django.http import HttpRequest

from motcua.casework.queries.scanned import scanned

KEY = "desk.searches"
PARAMETER = "tim"
KEPT = 20
LONGEST, MOST_SCANNED = 100, 1000


def remember(request: HttpRequest, text: str) -> str:
    """Keep what was typed or scanned; gives the word that stands for it in the address, "" for nothing typed.

    Of a scanned card only the number is kept, of a scanned paper only its case.
    """
    typed = reduced(text)
    if not typed:
        return ""
    kept: dict[str, str] = dict(request.session.get(KEY, {}))
    known = next((word for word, other in kept.items() if other == typed), None)
    word = known or secrets.token_hex(4)
    kept.pop(word, None)
    kept[word] = typed
    request.session[KEY] = dict(list(kept.items())[-KEPT:])
    return word


def reduced(text: str) -> str:
    """What to search for: the number of a scanned card, the code of a scanned paper, else the text as it is."""
    return scanned(text[:MOST_SCANNED]).words[:LONGEST]


def recalled(request: HttpRequest) -> str:
    """The text behind the address's word, "" when there is none or it was forgotten."""
    kept: dict[str, str] = request.session.get(KEY, {})
    return kept.get(request.GET.get(PARAMETER, ""), "")
