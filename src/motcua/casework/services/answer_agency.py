"""The asked agency: takes the request on, answers it with papers, or says why it cannot."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.base.files.models import StoredFile
from motcua.casework import sub_requests
from motcua.casework.concrete import concrete
from motcua.casework.services.refuse import needed
from motcua.domain.cases.models import Case
from motcua.domain.routing.enums import AskState
from motcua.domain.routing.models import AnswerFile, SubRequest
from motcua.domain.routing.permissions import answering_post
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Post
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

ANSWER_NEEDED = Words("Bạn ghi nội dung trả lời.", "Please write the answer.")
MOST_FILES = 20
TOO_MANY = Words("Mỗi lần trả lời kèm tối đa 20 tệp.", "An answer takes 20 files at most.")


@transaction.atomic
def take_request(*, actor: Actor, request_id: UUID) -> SubRequest:
    """Put it on one's own desk; taken from a colleague where they had it."""
    case, request = sub_requests.hold_request(request_id)
    post = answering_post(actor, request)
    sub_requests.check_open(request)
    if request.taken_by_id == post.position_id:
        return request
    request.state, request.taken_by_id, request.taken_at = AskState.TAKEN, post.position_id, clock.now()
    request.save(update_fields=["state", "taken_by", "taken_at"])
    sub_requests.tell(
        case, "case.request_taken", actor, sub_requests.names_of(request), at=request.taken_at, authority=post
    )
    return request


@transaction.atomic
def answer_request(*, actor: Actor, request_id: UUID, text: str, files: Sequence[StoredFile] = ()) -> SubRequest:
    """Answer with words and papers. When enough of those asked together are back, an asking step is over by itself.

    Invalid without words; RequestOver where it was answered or recalled meanwhile.
    """
    case, request = sub_requests.hold_request(request_id)
    post = answering_post(actor, request)
    sub_requests.check_open(request)
    if not text.strip():
        raise Invalid({"text": ANSWER_NEEDED})
    if len(files) > MOST_FILES:
        raise Invalid({"files": TOO_MANY})
    now = close(request, AskState.ANSWERED, concrete(text.strip(), "text"), post)
    AnswerFile.objects.bulk_create(
        AnswerFile(request=request, file=one, name=one.name, size=one.size, media_type=one.media_type, added_at=now)
        for one in files
    )
    return back(case, request, "case.agency_answered", actor, post, now)


@transaction.atomic
def refuse_request(*, actor: Actor, request_id: UUID, reason: str) -> SubRequest:
    """Say why no answer can be given; it counts as back. Invalid without a reason."""
    case, request = sub_requests.hold_request(request_id)
    post = answering_post(actor, request)
    sub_requests.check_open(request)
    now = close(request, AskState.REFUSED, concrete(needed(reason)), post)
    return back(case, request, "case.agency_refused", actor, post, now)


def close(request: SubRequest, state: AskState, text: str, post: Post) -> datetime:
    now = clock.now()
    request.state, request.answer, request.closed_by_id, request.closed_at = state, text, post.position_id, now
    request.save(update_fields=["state", "answer", "closed_by", "closed_at"])
    return now


def back(case: Case, request: SubRequest, kind: str, actor: Actor, post: Post, now: datetime) -> SubRequest:
    """Tell of it, let the clock run again, and go on where the process waits for it."""
    resumed = sub_requests.run_on(case, now)
    sub_requests.tell(case, kind, actor, sub_requests.names_of(request) | resumed, at=now, authority=post)
    sub_requests.go_on(case, request.token)
    return request
