"""What came with a request that was refused, so that nothing typed is lost."""

from urllib.parse import parse_qsl

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest

from motcua.kernel.unsent import is_secret, worth

TOKEN = "csrfmiddlewaretoken"
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
MOST_BYTES = 16 * 1024 * 1024
"""As much of a form that is too large is read, only to be given back: a million letters of any script fit in."""

Fields = list[tuple[str, str]]


def posted(request: HttpRequest) -> Fields:
    """The fields of a POST in their order."""
    if request.method != "POST":
        return []
    return [(name, str(value)) for name, values in request.POST.lists() for value in values]


def rescued(request: HttpRequest) -> Fields:
    """The fields of a form that was too large to be taken; none of one with files."""
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if request.content_type != "application/x-www-form-urlencoded" or length > MOST_BYTES:
        return []
    try:
        body = request.body
    except RequestDataTooBig:
        body = request.read(length)
    return parse_qsl(body.decode(errors="replace"), keep_blank_values=True)


def kept_texts(fields: Fields) -> list[str]:
    """What was typed and would be a pity to lose; secrets left out."""
    return [value for name, value in fields if worth(value) and not is_secret(name)]


def sent_again(request: HttpRequest, fields: Fields) -> Fields:
    """The fields of a form that can be sent once more as they came, with the token they came with.

    None of a form with a secret or a file: those cannot be drawn again.
    """
    secret = any(is_secret(name) and name != TOKEN for name, _ in fields)
    return [] if secret or not fields or request.FILES else fields
