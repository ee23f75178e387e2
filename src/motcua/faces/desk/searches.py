"""What officials searched for, remembered in their session: names and numbers of people never stand in an address.

Sealed there too: sessions lie in the database, and a dump of it shows no number.
"""

import base64
import json
import secrets

from django.http import HttpRequest

from motcua.casework.queries.scanned import scanned
from motcua.kernel import keyring

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
    kept = _kept(request)
    known = next((word for word, other in kept.items() if other == typed), None)
    word = known or secrets.token_hex(4)
    kept.pop(word, None)
    kept[word] = typed
    told = json.dumps(dict(list(kept.items())[-KEPT:]), ensure_ascii=False)
    request.session[KEY] = base64.b64encode(keyring.seal(told)).decode()
    return word


def reduced(text: str) -> str:
    """What to search for: the number of a scanned card, the code of a scanned paper, else the text as it is."""
    return scanned(text[:MOST_SCANNED]).words[:LONGEST]


def recalled(request: HttpRequest) -> str:
    """The text behind the address's word, "" when there is none or it was forgotten."""
    word = request.GET.get(PARAMETER, "")
    return _kept(request).get(word, "") if word else ""


def _kept(request: HttpRequest) -> dict[str, str]:
    """By their words; none where nothing was, or nothing opens it any more."""
    sealed = request.session.get(KEY)
    if not isinstance(sealed, str):
        return {}
    try:
        kept: dict[str, str] = json.loads(keyring.unseal(base64.b64decode(sealed)))
    except ValueError:
        return {}
    return kept
