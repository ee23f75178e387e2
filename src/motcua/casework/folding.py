"""From the ledger's entries of one case to the row it must have: pure, without a database.

Each kind of entry changes a few of the fields below, as the act that wrote it did. What an entry does not tell (one
written before a fact was kept) becomes UNTOLD and is not compared. Moments are text in UTC, so that equal is equal.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.casework.asked_folding import REQUESTS, requests_after
from motcua.casework.folded_row import AGENCY, ASSIGNEE, DUE, Facts, Row, moment
from motcua.casework.moved_folding import after_transfer
from motcua.casework.untold import UNTOLD

PLACES = {
    "version_id": "version",
    "office_id": "office_id",
    "receiving_id": "receiving_id",
    "resolving_id": "resolving_id",
    "papers": "papers",
}
SILENT = {
    "case.signed_off", "case.draft_taken_over", "case.file_added", "case.file_removed", "case.draft_discarded",
    "case.turn_came", "case.result_attached", "case.earlier_returned", "case.due_moved", "case.imported", *REQUESTS,
}  # fmt: skip
"""Consequences that leave the row's `version` as it is; every other one raises it by one."""


@dataclass(frozen=True, slots=True)
class Told:
    """One entry: its kind, its moment, its facts, and the post under which it was done."""

    kind: str
    at: datetime
    facts: Facts
    position_id: str | None = None


def fold(entries: Iterable[Told]) -> Row:
    """The row that follows from a case's entries in their order; entries of no consequence are passed over."""
    row = Row()
    row.put(state="draft", stops=[], supplements=[], apologies=[], signed=[], requests=[], process={}, tasks=[])
    row.put(same_day=False, limit="", channel=UNTOLD, version=UNTOLD)
    for entry in entries:
        step = CONSEQUENCES.get(entry.kind)
        if step is not None:
            step(row, entry, moment(entry.at))
            if entry.kind not in SILENT:
                row.changed(entry.facts)
    row.values["files"] = len(row.files)
    return row


def drafted(row: Row, entry: Told, at: str) -> None:
    row.put(channel="online")
    row.tell(entry.facts, filing_number="filing", **PLACES)


def noted(row: Row, entry: Told, at: str) -> None:
    """Texts that the ledger does not keep: of the compared fields only `version` tells of it."""


def guided(row: Row, entry: Told, at: str) -> None:
    row.tell(entry.facts, filing_number="filing", **(PLACES | {"channel": "channel"}))


def taken_over(row: Row, entry: Told, at: str) -> None:
    row.tell(entry.facts, **(PLACES | {"channel": "channel"}))


def file_added(row: Row, entry: Told, at: str) -> None:
    row.files.add(entry.facts["file"])


def file_removed(row: Row, entry: Told, at: str) -> None:
    row.files.discard(entry.facts["file"])


def discarded(row: Row, entry: Told, at: str) -> None:
    row.gone = True


def submitted(row: Row, entry: Told, at: str) -> None:
    facts = entry.facts
    row.put(state="submitted", submitted_at=at, filing_number=facts["filing"], channel=facts["channel"])
    row.tell(facts, **PLACES)
    row.put(answer_by=moment(facts.get("answer_by", UNTOLD)))
    row.walk(facts)


def accepted(row: Row, entry: Told, at: str) -> None:
    facts = entry.facts
    row.put(state="accepted", accepted_at=at, code=facts["code"], due_at=moment(facts["due"]), limit=facts["limit"])
    row.tell(facts, same_day="same_day", thread_id="thread")
    row.put(counts_from=moment(facts.get("counted_from")))
    row.new_dues(facts)


def refused(row: Row, entry: Told, at: str) -> None:
    row.put(state="refused", ended_at=at)
    row.no_task(entry.facts)


def asked(row: Row, entry: Told, at: str) -> None:
    number, items = entry.facts["number"], entry.facts["items"]
    row.put(state="supplement", supplements=[*row.values["supplements"], [number, items, at, None]])
    if row.accepted():
        row.stop("supplement", entry.facts.get("effect", UNTOLD), at, entry.facts)


def answered(row: Row, entry: Told, at: str) -> None:
    supplements = [[*one[:3], one[3] or at] for one in row.values["supplements"]]
    late, due = row.accepted(), moment(entry.facts["due"])
    row.put(state="processing" if late else "submitted", supplements=supplements)
    row.put(**({"due_at": due} if late else {"answer_by": due}))
    if late:
        row.resume(at)
        row.new_dues(entry.facts)
        row.stand_again(entry.facts, at)


def forwarded(row: Row, entry: Told, at: str) -> None:
    """Between the decision and handing over a case stays decided."""
    if row.values["state"] == "accepted":
        row.put(state="processing")
    if "counted_from" in entry.facts:
        row.put(counts_from=moment(entry.facts["counted_from"]), due_at=moment(entry.facts["due"]))
    row.walk(entry.facts)


def walked(row: Row, entry: Told, at: str) -> None:
    row.walk(entry.facts)


def signed(row: Row, entry: Told, at: str) -> None:
    """An approval; a newly prepared text kills those of another one, and the same one given again its forerunner."""
    what, step, digest = entry.facts["what"], entry.facts["step"], entry.facts["digest"]

    def lives(one: list[Any]) -> bool:
        same_again = one[:2] == [what, step]
        return not same_again and (what != "prepare" or one[2] == digest)

    kept = [one if one[4] or lives(one) else [*one[:4], at] for one in row.values["signed"]]
    row.put(signed=sorted([*kept, [what, step, digest, at, None]], key=approval_order))


def approval_order(one: list[Any]) -> tuple[str, ...]:
    """One order for both sides, also of approvals given at the same moment."""
    what, step, digest, at, died = one
    return at, what, step, digest, died or ""


def recalled(row: Row, entry: Told, at: str) -> None:
    """As sent back: what opens says itself on whose desk."""
    row.walk(entry.facts)


def thread_moved(row: Row, entry: Told, at: str) -> None:
    row.put(thread_id=entry.facts["thread"])


def taken(row: Row, entry: Told, at: str) -> None:
    row.each_task(lambda task: [*task[:ASSIGNEE], entry.position_id], entry.facts)


def assigned(row: Row, entry: Told, at: str) -> None:
    """In another unit of the agency, where the entry says so."""
    who = entry.facts.get("position", UNTOLD)
    row.each_task(
        lambda task: [*task[:AGENCY], entry.facts.get("agency_id", task[AGENCY]), task[DUE], who], entry.facts
    )


def released(row: Row, entry: Told, at: str) -> None:
    row.each_task(lambda task: [*task[:ASSIGNEE], None], entry.facts)


def duty_asked(row: Row, entry: Told, at: str) -> None:
    row.put(state="duty")
    row.stop("duty", entry.facts.get("effect", "stop"), at, entry.facts)


def duty_settled(row: Row, entry: Told, at: str) -> None:
    row.resume(at)
    row.put(state="processing", due_at=moment(entry.facts["due"]))
    row.new_dues(entry.facts)
    row.stand_again(entry.facts, at)


def decided(row: Row, entry: Told, at: str) -> None:
    row.put(state="decided", decided_at=at, outcome=entry.facts["outcome"], decision_number=entry.facts["number"])
    row.walk(entry.facts)


def decision_returned(row: Row, entry: Told, at: str) -> None:
    """To who signed it: what was signed and sealed under it is void, and it is decided anew."""
    void = [one if one[4] or one[0] not in ("sign", "seal") else [*one[:4], at] for one in row.values["signed"]]
    row.put(state="processing", decided_at=None, outcome=None, decision_number=None)
    row.put(signed=sorted(void, key=approval_order))
    row.walk(entry.facts)


def returned(row: Row, entry: Told, at: str) -> None:
    row.put(state="returned", returned_at=at, handed_over=entry.facts["way"])
    row.no_task(entry.facts)


def closed(row: Row, entry: Told, at: str) -> None:
    row.put(state="closed", ended_at=at)


def withdrawn(row: Row, entry: Told, at: str) -> None:
    row.end("withdrawn", at, entry.facts)


def stopped(row: Row, entry: Told, at: str) -> None:
    row.end("stopped", at, entry.facts)


def due_moved(row: Row, entry: Told, at: str) -> None:
    """Open steps go along where they were due with the case, or would be due after it."""
    was, due = moment(entry.facts["was"]), moment(entry.facts["due"])
    row.put(due_at=due)
    if "stops" in entry.facts:
        told = [[reason, effect, moment(began), moment(ended)] for reason, effect, began, ended in entry.facts["stops"]]
        row.put(stops=told, counts_from=moment(entry.facts["counted_from"]))

    def along(task: list[Any]) -> list[Any]:
        step = task[DUE]
        moves = isinstance(step, str) and (step == was or step > due)
        return [*task[:DUE], due, task[ASSIGNEE]] if moves else task

    row.each_task(along)


def post_corrected(row: Row, entry: Told, at: str) -> None:
    """From when the promise counts, and until when; open steps go along."""
    facts = entry.facts
    if "counted_from" not in facts:
        return
    row.put(counts_from=moment(facts["counted_from"]), due_at=moment(facts["due"]))
    if facts["was"] and facts["due"] and moment(facts["was"]) != moment(facts["due"]):
        due_moved(row, entry, at)


def apologised(row: Row, entry: Told, at: str) -> None:
    """The new date is due; the open step goes along as when the calendar moves it."""
    facts = entry.facts
    given = [facts["number"], moment(facts["was"]), moment(facts["due"])]
    row.put(apologies=[*row.values["apologies"], given])
    due_moved(row, entry, at)


def turn_came(row: Row, entry: Told, at: str) -> None:
    row.put(answer_by=moment(entry.facts["answer_by"]))
    row.new_dues(entry.facts)


def earlier_returned(row: Row, entry: Told, at: str) -> None:
    """One that was not accepted yet is not owed an answer before its turn comes again; others go on."""
    if "dues" in entry.facts:
        row.put(answer_by=None)
        row.new_dues(entry.facts)


def result_attached(row: Row, entry: Told, at: str) -> None:
    row.put(papers=row.values["papers"] + 1)
    row.files.add(entry.facts["file"])


def others_asked(row: Row, entry: Told, at: str) -> None:
    """The clock may stand while other agencies are asked, and goes on when nobody is waited for any more."""
    facts = entry.facts
    row.put(requests=requests_after(row.values["requests"], entry.kind, facts, moment, entry.position_id))
    if facts.get("effect") == "stop":
        row.stop("opinion", "stop", at, {"due": facts["case_due"]})
    if "resumed" in facts:
        row.resume(at)
        row.put(due_at=moment(facts["resumed"]))
        row.new_dues(facts)


def transferred(row: Row, entry: Told, at: str) -> None:
    row.put(**after_transfer(row.values, entry.facts))


def imported(row: Row, entry: Told, at: str) -> None:
    """A case of an older system: the entry tells the whole row as it came in."""
    row.put(**entry.facts["values"])
    row.files |= set(entry.facts["files"])


def moved(row: Row, entry: Told, at: str) -> None:
    """Another version, another process, or both; the promise and the checklist as the decision says."""
    facts = entry.facts
    row.put(version_id=facts["version"], process_day=facts["process_day"], papers=facts["papers"])
    row.put(due_at=moment(facts["due"]), limit=facts["limit"], same_day=facts["same_day"])
    row.walk(facts)
    row.new_dues(facts)


CONSEQUENCES: dict[str, Callable[[Row, Told, str], None]] = {
    "case.drafted": drafted,
    "case.applicant_saved": noted,
    "case.guided": guided,
    "case.draft_taken_over": taken_over,
    "case.file_added": file_added,
    "case.file_removed": file_removed,
    "case.draft_discarded": discarded,
    "case.submitted": submitted,
    "case.accepted": accepted,
    "case.refused": refused,
    "case.supplement_requested": asked,
    "case.supplement_answered": answered,
    "case.forwarded": forwarded,
    "case.sent_back": forwarded,
    "case.recalled": recalled,
    "case.thread_moved": thread_moved,
    "case.branch_done": walked,
    "case.timer_fired": walked,
    "case.signed_off": signed,
    "case.task_taken": taken,
    "case.task_assigned": assigned,
    "case.task_released": released,
    "case.duty_requested": duty_asked,
    "case.duty_settled": duty_settled,
    "case.decided": decided,
    "case.decision_returned": decision_returned,
    "case.returned": returned,
    "case.closed": closed,
    "case.withdrawn": withdrawn,
    "case.stopped": stopped,
    "case.due_moved": due_moved,
    "case.apologised": apologised,
    "case.post_corrected": post_corrected,
    "case.site_checked": noted,
    "case.turn_came": turn_came,
    "case.earlier_returned": earlier_returned,
    "case.result_attached": result_attached,
    **dict.fromkeys(REQUESTS, others_asked),
    "case.transferred": transferred,
    "case.imported": imported,
    "case.version_moved": moved,
    "case.process_moved": moved,
}
