"""Files sent ahead, taken up by a filing or an answer of the same account."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from motcua.base.files.models import StoredFile
from motcua.faces.api.auth import account_of
from motcua.faces.api.models import Upload
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

KEPT = timedelta(hours=24)
NOT_YOURS = Words(
    "Không có tệp này trong các tệp bạn đã gửi trong 24 giờ qua.",
    "This is none of the files you sent within the last 24 hours.",
)


def taken_up(actor: Actor, wanted: Iterable[tuple[str, UUID]]) -> dict[UUID, StoredFile]:
    """The stored files by the ids they were given. `wanted`: (name of the field, id).

    Invalid names each field whose file this account did not send, or sent too long ago.
    """
    asked = list(wanted)
    if not asked:
        return {}
    mine = Upload.objects.filter(
        pk__in={upload_id for _, upload_id in asked},
        account_id=account_of(actor),
        created_at__gt=clock.now() - KEPT,
    )
    found = {upload.pk: upload.file for upload in mine.select_related("file")}
    wrong = {field: NOT_YOURS for field, upload_id in asked if upload_id not in found}
    if wrong:
        raise Invalid(wrong)
    return found
