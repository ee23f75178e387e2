"""From an action's name to the act function that does it. Every act checks who may and when."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from motcua.casework.queries.page import find_case
from motcua.casework.services.accept import Promise
from motcua.casework.services.apologise import apologise
from motcua.casework.services.ask_agency import AGENCY_GONE, AskedAgency, ask_agencies
from motcua.casework.services.assign import assign_case, release_task
from motcua.casework.services.check_site import OnTheSpot, check_site
from motcua.casework.services.correct_post import Really, correct_post
from motcua.casework.services.decide import decide_case
from motcua.casework.services.draft import attach_file
from motcua.casework.services.duty import request_duty, settle_duty
from motcua.casework.services.finish import close_case, hand_over_result, stop_case, withdraw_case
from motcua.casework.services.forward import forward_case, return_to_previous, take_task
from motcua.casework.services.move_to_version import move_to_version
from motcua.casework.services.recall import recall_case
from motcua.casework.services.refuse import refuse_case
from motcua.casework.services.supplement import MissingItem, answer_supplement, request_supplement
from motcua.casework.signing import Draft
from motcua.casework.version_moving import Wish
from motcua.domain.cases.models import Case
from motcua.domain.directory.queries import agency_at
from motcua.faces.api.schemas import moves
from motcua.faces.api.uploads import taken_up
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

NOT_ITS_PAPER = Words("Hồ sơ không có giấy tờ này.", "The case has no such paper.")

ASKED = {"kind", "text", "papers", "enough", "task_id"}
PLAIN: dict[str, Callable[..., Case]] = {
    "refuse": refuse_case,
    "send_back": return_to_previous,
    "take": take_task,
    "recall": recall_case,
    "release": release_task,
    "duty": request_duty,
    "settle": settle_duty,
    "decide": decide_case,
    "hand_over": hand_over_result,
    "close": close_case,
    "withdraw": withdraw_case,
    "stop": stop_case,
    "apologise": apologise,
}
"""Acts that take the members of their request as they are."""


def carry_out(actor: Actor, case_id: UUID, expected: int | None, move: Any) -> Case:
    """Do the act inside the caller's transaction; its faults pass through. `move` is one of `schemas.moves`."""
    whom: dict[str, Any] = {"actor": actor, "case_id": case_id, "expected": expected}
    if isinstance(move, moves.Supplement):
        return request_supplement(**whom, reason=move.reason, items=missing_of(actor, case_id, move))
    if isinstance(move, moves.Answer):
        attach_all(actor, case_id, move)
        return answer_supplement(**whom, answer=move.answer)
    if isinstance(move, moves.MoveVersion):
        wish = Wish(move.decision, None, move.promise, move.ask_new, move.otherwise)
        return move_to_version(**whom, wish=wish)
    if isinstance(move, moves.Assign):
        return assign_case(**whom, position_id=move.position, task_id=move.task_id)
    if isinstance(move, moves.Forward):
        draft = Draft(move.draft.outcome, move.draft.text) if move.draft else None
        return forward_case(**whom, draft=draft, **move.model_dump(exclude={"action", "expected", "draft"}))
    if isinstance(move, moves.CheckSite):
        found = OnTheSpot(**move.model_dump(include={"began_at", "place", "people", "content"}))
        return check_site(**whom, found=found)
    if isinstance(move, moves.CorrectPost):
        really = Really(move.number, move.signed_at, move.sent_on)
        return correct_post(**whom, really=really, reason=move.reason)
    if isinstance(move, moves.Ask):
        return ask_agencies(**whom, agencies=asked_of(move), **move.model_dump(include=ASKED))
    return PLAIN[move.action](**whom, **move.model_dump(exclude={"action", "expected"}))


def promise_of(given: moves.Acceptance) -> Promise:
    return Promise(time_limit_id=given.time_limit_id, promised_at=given.promised_at, ground=given.ground)


def asked_of(move: moves.Ask) -> list[AskedAgency]:
    """The agencies by their identifiers. Invalid names each that is not there today."""
    known = {one.agency: agency_at(one.agency, clock.today()) for one in move.agencies}
    wrong = {
        f"agencies.{place}.agency": AGENCY_GONE for place, one in enumerate(move.agencies) if known[one.agency] is None
    }
    if wrong:
        raise Invalid(wrong)
    return [AskedAgency(agency.pk, one.minutes, one.text) for one in move.agencies if (agency := known[one.agency])]


def missing_of(actor: Actor, case_id: UUID, move: moves.Supplement) -> list[MissingItem]:
    """What is missing; Invalid for a paper of another case. CaseNotFound for strangers."""
    known = set(find_case(actor, case_id).papers.values_list("pk", flat=True))
    wrong = {
        f"items.{place}.paper": NOT_ITS_PAPER
        for place, item in enumerate(move.items)
        if item.paper is not None and item.paper not in known
    }
    if wrong:
        raise Invalid(wrong)
    return [MissingItem(text=item.text, note=item.note, paper_id=item.paper) for item in move.items]


def attach_all(actor: Actor, case_id: UUID, move: moves.Answer) -> None:
    """Put the files of an answer on their papers first; only the filer may."""
    wanted = [
        (f"papers.{place}.files.{number}", upload_id)
        for place, paper in enumerate(move.papers)
        for number, upload_id in enumerate(paper.files)
    ]
    files = taken_up(actor, wanted)
    for paper in move.papers:
        for upload_id in paper.files:
            attach_file(actor=actor, case_id=case_id, paper_id=paper.paper, stored=files[upload_id])
