"""The public key of the ledger's seals."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.base.access.routes import public
from motcua.base.ledger.seals import keys


@public("whoever holds a proof may check its signature")
@require_safe
def seal_key(request: HttpRequest) -> HttpResponse:
    """As PEM; 404 before the first seal."""
    if not keys.place().exists():
        raise Http404
    return HttpResponse(keys.public_pem(), content_type="application/x-pem-file")
