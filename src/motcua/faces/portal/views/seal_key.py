"""The public key of the ledger's seals."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.base.access.routes import public
from motcua.base.ledger.seals import keys

LONGEST = 12


@public("whoever holds a proof may check its signature")
@require_safe
def seal_key(request: HttpRequest) -> HttpResponse:
    """As PEM: the present one, or with `?niem-phong=412` the one of that seal; 404 before the first seal."""
    if not keys.place().exists():
        raise Http404
    number = request.GET.get("niem-phong", "")
    known = number.isascii() and number.isdigit() and len(number) < LONGEST
    pem = keys.public_pem_of(int(number)) if known else keys.public_pem()
    return HttpResponse(pem, content_type="application/x-pem-file")
