"""Files that go up in pieces to a draft or a supplement: begun for one paper, kept on it once whole and harmless."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from motcua.base.files.errors import FileRefused, UploadNotFound
from motcua.base.files.models import StoredFile, Upload
from motcua.base.files.services import uploads
from motcua.casework.services.answers import attach_answer, open_item
from motcua.casework.services.bundles import attach_to_bundle
from motcua.casework.services.draft import attach_file, lock_editable
from motcua.domain.cases.errors import CaseNotFound
from motcua.domain.cases.models import BundleMember, Case, PaperFile
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied

PAPER, ITEM, SHARED = "paper", "item", "shared"
"""`SHARED` is a paper that several linked drafts ask for, named by the first of them."""


@transaction.atomic
def begin_upload(
    *, actor: Actor, case_id: UUID, target: str, name: str, size: int, fingerprint: str, sha256: str = ""
) -> Upload:
    """Begin, or find again, a file for `target` of a case that may be changed now: "paper:", "item:" or "shared:<id>".

    CaseNotFound for a target of another case; the faults of `uploads.begin`.
    """
    case = lock_editable(actor, case_id)
    check_target(case, target)
    place = f"{place_of(case_id)}{target}"
    return uploads.begin(
        owner=owner_of(actor), place=place, name=name, size=size, fingerprint=fingerprint, sha256=sha256
    )


def finish_upload(*, actor: Actor, upload_id: UUID) -> Upload:
    """Look at the whole file and put it on its paper. Asked again, the verdict is the same.

    A file that breaks a rule is refused for good and says so in `refused_vi`, `refused_en`. UploadIncomplete,
    UploadDamaged and the faults of `attach_file` pass through; the upload stays.
    """
    upload = uploads.find(owner_of(actor), upload_id)
    if upload.settled:
        return upload
    try:
        stored = uploads.assemble(upload)
    except FileRefused as refusal:
        return uploads.refuse(upload, refusal)
    case_id, _, target = upload.place.removeprefix("case/").partition("/")
    with transaction.atomic():
        upload = uploads.lock(upload)
        if upload.settled:
            return upload
        added = put(actor, UUID(case_id), target, stored)
        uploads.settle(upload, stored, str(added.pk))
    return upload


def half_sent(actor: Actor, case_id: UUID) -> Sequence[Upload]:
    """What this person has not finished sending to the case."""
    return list(uploads.under_way_of(owner_of(actor), place_of(case_id))) if actor.account_id else []


def drop_upload(*, actor: Actor, upload_id: str) -> None:
    """This one is not wanted any more. UploadNotFound for another person's."""
    try:
        uploads.drop(owner_of(actor), upload_id=uploads.find(owner_of(actor), UUID(upload_id)).pk)
    except ValueError:
        raise UploadNotFound from None


def put(actor: Actor, case_id: UUID, target: str, stored: StoredFile) -> PaperFile:
    """Keep the file where it was meant to go."""
    kind, key = read_target(target)
    if kind == ITEM:
        return attach_answer(actor=actor, case_id=case_id, item_id=key, stored=stored)
    linked = BundleMember.objects.filter(case=case_id).values_list("bundle_id", flat=True).first()
    if kind == SHARED and linked is not None:
        return attach_to_bundle(actor=actor, bundle_id=linked, key=str(key), files=[stored])[0]
    return attach_file(actor=actor, case_id=case_id, paper_id=key, stored=stored)


def check_target(case: Case, target: str) -> None:
    """Before anything travels: a paper of this case, or a thing that is asked for now. CaseNotFound otherwise."""
    kind, key = read_target(target)
    if kind == ITEM:
        open_item(case, key)
    elif not case.papers.filter(pk=key).exists():
        raise CaseNotFound


def read_target(target: str) -> tuple[str, UUID]:
    kind, _, key = target.partition(":")
    try:
        if kind in (PAPER, ITEM, SHARED):
            return kind, UUID(key)
    except ValueError:
        pass
    raise CaseNotFound


def place_of(case_id: UUID) -> str:
    """The beginning of every place of this case."""
    return f"case/{case_id}/"


def owner_of(actor: Actor) -> UUID:
    if actor.account_id is None:
        raise Denied
    return actor.account_id
