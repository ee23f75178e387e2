"""Files picked at the counter: stored at once, and carried from page to page by a sign only their uploader can use."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO, cast
from uuid import UUID

from django.core import signing
from django.http import HttpRequest

from motcua.base.files.errors import FileRefused
from motcua.base.files.models import StoredFile
from motcua.base.files.services.store import store
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Unavailable
from motcua.kernel.words import Words

CARRIED_SECONDS = 24 * 3600
KEPT, PICKED = "kept", "files"


@dataclass(frozen=True, slots=True)
class Carried:
    """A stored file with its sign."""

    stored: StoredFile
    sign: str


def carried_files(
    request: HttpRequest, actor: Actor, positions: Iterable[int]
) -> tuple[dict[int, list[Carried]], dict[int, Words]]:
    """The files of each paper, those carried and those just picked; and what is wrong with some, by paper."""
    files: dict[int, list[Carried]] = {}
    wrong: dict[int, Words] = {}
    for position in positions:
        files[position] = _kept(actor, request.POST.getlist(f"{KEPT}_{position}"))
        for picked in request.FILES.getlist(f"{PICKED}_{position}"):
            try:
                stored = store(cast(BinaryIO, picked), name=picked.name or "")
            except (FileRefused, Unavailable) as fault:
                wrong[position] = Words(f"{picked.name}: {fault.words.vi}", f"{picked.name}: {fault.words.en}")
            else:
                files[position].append(Carried(stored, _signer(actor).sign(str(stored.pk))))
    return files, wrong


def _kept(actor: Actor, signs: list[str]) -> list[Carried]:
    known: dict[UUID, str] = {}
    for sign in signs:
        try:
            known[UUID(_signer(actor).unsign(sign, max_age=CARRIED_SECONDS))] = sign
        except (signing.BadSignature, ValueError):
            continue
    found = StoredFile.objects.in_bulk(list(known))
    return [Carried(found[key], sign) for key, sign in known.items() if key in found]


def _signer(actor: Actor) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"desk.reception.{actor.account_id}")
