"""The whole of a list as a choice: its first cases, as many as one job takes."""

from uuid import UUID

from django.http import HttpRequest

from motcua.casework.bulk.services.ordering import MOST
from motcua.casework.queries.wanted import in_order
from motcua.casework.queries.worklist import listed
from motcua.faces.desk import asking
from motcua.kernel.actor import Actor


def whole_list(request: HttpRequest, actor: Actor) -> list[UUID]:
    """Of the list the address asks for, in its order."""
    wanted = asking.listing_of(request, actor).wanted
    return list(in_order(listed(actor, wanted), wanted.sorted_by).values_list("pk", flat=True)[:MOST])
