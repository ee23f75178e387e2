"""The same request twice is done once: the second hears what the first was answered.

Lock protocol. The row of (account, key) is inserted first, in the transaction of the act; whatever the act locks comes
after it. A second request with the same key waits at the unique index until the first commits, then replays its answer;
when the first is rolled back, the second acts. Refusals roll the row back too, so a mended request may keep its key.
"""

import hashlib
from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, JsonResponse
from pydantic import BaseModel

from motcua.faces.api.auth import caller, key_of
from motcua.faces.api.errors import KeyReused
from motcua.faces.api.models import IdempotencyKey

REPLAYED = "Idempotent-Replayed"


@transaction.atomic
def once(request: HttpRequest, *, status: int, content: str, act: Callable[[], BaseModel]) -> JsonResponse:
    """Do `act` and answer `status`, or replay the answer to the same request. KeyReused for another `content`.

    `content` stands for what was sent, such as its JSON; without a key the act is simply done, in one transaction.
    """
    key = key_of(request)
    if key is None:
        return JsonResponse(act().model_dump(mode="json"), status=status)
    digest = hashlib.sha256(f"{request.method} {request.path}\n{content}".encode()).hexdigest()
    row, fresh = IdempotencyKey.objects.get_or_create(
        account_id=caller(request).account_id, key=key, defaults={"request_digest": digest}
    )
    if row.request_digest != digest:
        raise KeyReused
    if fresh:
        row.status, row.body = status, act().model_dump(mode="json")
        row.save(update_fields=["status", "body"])
    return JsonResponse(row.body, status=row.status, headers={} if fresh else {REPLAYED: "true"})


def content_of(body: BaseModel) -> str:
    """What was sent, whatever its spaces: fields in the order of the description."""
    return body.model_dump_json(exclude_unset=True)
