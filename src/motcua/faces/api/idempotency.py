"""A POST with the same key acts once, whatever the network does.

The lock protocol, in words. What is scarce is one act per account and key. The request first inserts its key inside
the transaction that will act; the unique constraint lets one in and makes every other with the same key wait until
that transaction ends. If it ended well, the waiting one finds key, digest and answer, and repeats the answer. If it
was rolled back, the key went with it, and the waiting one acts. A request that waits longer than the lock timeout
hears `api.key_in_progress`. Key and act commit together, so neither is ever there without the other; a refused
request keeps nothing, and its key may be used again.
"""

import hashlib
import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from ninja import Status
from psycopg.errors import LockNotAvailable
from pydantic import BaseModel

from motcua.base.acting import whole
from motcua.faces.api.auth import actor_of
from motcua.faces.api.errors import KeyInProgress, KeyMissing, KeyReused, Unreadable
from motcua.faces.api.models import IdempotencyKey
from motcua.faces.api.reading import JSON
from motcua.kernel import clock
from motcua.kernel.ids import new_id

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
KEY = re.compile(r"[\x21-\x7e]{1,255}")

CLAIM = """
INSERT INTO api_idempotency_key (id, account_id, key, digest, created_at)
VALUES (%(id)s, %(account)s, %(key)s, %(digest)s, %(now)s)
ON CONFLICT (account_id, key) DO NOTHING
"""
KEEP = "UPDATE api_idempotency_key SET status = %(status)s, answer = %(answer)s WHERE id = %(id)s"

Act = Callable[..., "Status[Any]"]


def idempotent(act: Act) -> Callable[..., HttpResponse]:
    """Wraps an endpoint that returns `Status(code, schema)`: it acts in one transaction with its key and answer."""

    @wraps(act)
    def once(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key, digest = key_of(request), digest_of(request)
        account_id = actor_of(request).account_id
        assert account_id is not None
        with whole():
            claimed = claim(account_id, key, digest)
            if claimed is None:
                return repeated(account_id, key, digest)
            done = act(request, *args, **kwargs)
            assert isinstance(done.value, BaseModel)
            answer = done.value.model_dump_json(by_alias=True)
            with connection.cursor() as cursor:
                cursor.execute(KEEP, {"status": done.status_code, "answer": answer, "id": claimed})
        return HttpResponse(answer, status=done.status_code, content_type=JSON)

    return once


def claim(account_id: UUID, key: str, digest: str) -> UUID | None:
    """Insert the key; None when it is there already. Waits for another transaction that holds it; KeyInProgress."""
    new = new_id()
    values: dict[str, Any] = {"id": new, "account": account_id, "key": key, "digest": digest, "now": clock.now()}
    try:
        with connection.cursor() as cursor:
            cursor.execute(CLAIM, values)
            return new if cursor.rowcount else None
    except OperationalError as fault:
        if isinstance(fault.__cause__, LockNotAvailable):
            raise KeyInProgress from fault
        raise


def repeated(account_id: UUID, key: str, digest: str) -> HttpResponse:
    """The answer that was given before. KeyReused when the request was another."""
    kept = IdempotencyKey.objects.get(account_id=account_id, key=key)
    if kept.digest != digest:
        raise KeyReused
    response = HttpResponse(json.dumps(kept.answer, ensure_ascii=False), status=kept.status, content_type=JSON)
    response.headers[REPLAYED] = "true"
    return response


def key_of(request: HttpRequest) -> str:
    key = request.headers.get(HEADER, "")
    if not KEY.fullmatch(key):
        raise KeyMissing
    return key


def digest_of(request: HttpRequest) -> str:
    """What makes two requests the same: method, address, precondition and content; not the order of JSON members."""
    parts = [request.method or "", request.get_full_path(), request.headers.get("If-Match", "")]
    return hashlib.sha256("\x1f".join((*parts, content_of(request))).encode()).hexdigest()


def content_of(request: HttpRequest) -> str:
    """JSON in one canonical form; of a form with files, the digest of each."""
    if request.content_type == JSON:
        try:
            return json.dumps(json.loads(request.body), sort_keys=True)
        except (ValueError, RecursionError):
            raise Unreadable from None
    return json.dumps(
        [[field, file.name, file_digest(file)] for field, files in sorted(request.FILES.lists()) for file in files]
    )


def file_digest(file: UploadedFile) -> str:
    """SHA-256 of an arrived file, which is left at its beginning."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
