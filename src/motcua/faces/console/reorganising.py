"""What the pages of a reorganisation show: the same tables for what would happen and for what has happened."""

from collections import Counter
from typing import Any

from django.urls import reverse

from motcua.casework.reorganisation import queries as reading
from motcua.casework.reorganisation.cases import KIND as CASE
from motcua.casework.reorganisation.models import Operation, Stage
from motcua.domain.directory.holdings import Way, all_holdings, all_resting
from motcua.domain.directory.models import Agency
from motcua.faces.console.pages import row
from motcua.kernel import clock
from motcua.kernel.text import number, short_date
from motcua.kernel.words import Words

CASES = Words("Hồ sơ đang mở", "Open cases")
STAGES = {
    Stage.DRAFT: Words("Xem thử", "Looked at"),
    Stage.BODIES: Words("Lập và kết thúc cơ quan", "Bodies founded and ended"),
    Stage.THINGS: Words("Bàn giao vị trí, thẩm quyền, mẫu", "Posts, competences, templates"),
    Stage.POWERS: Words("Bàn giao ủy quyền, vắng mặt", "Delegations, absences"),
    Stage.CASES: Words("Bàn giao hồ sơ", "Cases"),
    Stage.WAITING: Words("Chờ người quyết định", "Waiting for a person"),
    Stage.DONE: Words("Đã xong", "Done"),
}
TONES = {Stage.DRAFT: "info", Stage.WAITING: "near", Stage.DONE: "ontime"}
WORKING: tuple[Stage, ...] = (Stage.BODIES, Stage.THINGS, Stage.POWERS, Stage.CASES)
STILL_SECONDS = 60


def words_of(kind: str) -> Words:
    """A kind of thing in words."""
    if kind == CASE:
        return CASES
    return next((one.words for one in (*all_holdings(), *all_resting()) if one.name == kind), Words(kind, kind))


def line_of(operation: Operation) -> dict[str, Any]:
    """One operation in the list."""
    stage = Stage(operation.stage)
    return {
        "operation": operation, "stage": STAGES[stage], "tone": TONES.get(stage, "plain"),
        "url": reverse("console:reorganisation", args=[operation.pk]),
        "cases": cases_of(operation),
        "founded": len(operation.plan["founded"]), "ended": len(operation.plan["ended"]),
    }  # fmt: skip


def cases_of(operation: Operation) -> int:
    """How many a draft concerns, or how many went over."""
    if operation.stage != Stage.DRAFT:
        return operation.cases
    return sum(one["rows"] for one in operation.look.get("held", ()) if one["kind"] == CASE)


def fact_rows(operation: Operation) -> list[dict[str, object]]:
    rows = [
        row(Words("Quyết định", "Decision"), operation.decision),
        row(Words("Áp dụng từ ngày", "From"), short_date(operation.from_day)),
        row(Words("Người thực hiện", "By"), operation.actor_name),
    ]
    if operation.file_name:
        rows.append(row(Words("Tệp phương án", "File"), operation.file_name))
    return rows


def figures(operation: Operation) -> list[dict[str, object]]:
    """The few numbers to take in at once."""
    plan, draft = operation.plan, operation.stage == Stage.DRAFT
    split = sum(len(one["successors"]) > 1 for one in plan["ended"])
    asked = len(operation.asked) if draft else reading.waiting_for(operation).count()
    of = (
        {}
        if draft or not operation.total
        else {"note": str(Words("trên {n}", "of {n}").fill(n=number(operation.total)))}
    )
    rows = [
        (Words("Cơ quan thành lập", "Bodies founded"), len(plan["founded"]), "plus", {}),
        (Words("Cơ quan kết thúc", "Bodies ended"), len(plan["ended"]), "building",
         {"note": str(Words("{n} chia cho nhiều nơi", "{n} split").fill(n=split))} if split else {}),
        (Words("Hồ sơ bàn giao", "Cases handed over"), cases_of(operation), "folder", of),
        (Words("Chờ quyết định", "To be decided"), asked, "hourglass", {}),
    ]  # fmt: skip
    return [
        {"label": str(words), "value": str(number(count)), "icon": icon, **more} for words, count, icon, more in rows
    ]


def kinds(operation: Operation) -> list[dict[str, Any]]:
    """Kind by kind: how many, how many go over, how many ask for a person, why some end or stay."""
    if operation.stage == Stage.DRAFT:
        return [
            {
                "words": Words(one["vi"], one["en"]), "rows": one["rows"], "over": one["decided"],
                "asked": one["undecided"], "why": words_why(one["kind"]),
                "stays": one["way"] in (Way.ENDS, Way.HISTORY, Way.ALONG),
            }
            for one in operation.look["held"] if one["rows"]
        ]  # fmt: skip
    asked = Counter(reading.waiting_for(operation).values_list("kind", flat=True))
    found = [(CASE, operation.cases, 0), *reading.handed_by_kind(operation)]
    known = {kind for kind, _, _ in found}
    found += [(kind, 0, 0) for kind in asked if kind not in known]
    reasons: dict[str, list[Words]] = {}
    for kind, why, count in reading.why_ended(operation):
        reasons.setdefault(kind, []).append(Words(f"{count}: {why.vi}", f"{count}: {why.en}"))
    return [
        {"words": words_of(kind), "rows": over + ended + asked[kind], "over": over, "ended": ended,
         "asked": asked[kind], "reasons": reasons.get(kind, []), "stays": False}
        for kind, over, ended in found
    ]  # fmt: skip


def words_why(kind: str) -> Words:
    return next((one.why for one in all_holdings() if one.name == kind), Words("", ""))


def successors(operation: Operation) -> list[dict[str, Any]]:
    """Who takes over what, by identifier."""
    draft = operation.stage == Stage.DRAFT
    cases = operation.look["cases_of_successors"] if draft else operation.cases_of
    things = operation.look["things_of_successors"] if draft else reading.handed_by_successor(operation)
    names = {one["identifier"]: one["name"] for one in operation.plan["founded"]}
    known = {heir for one in operation.plan["ended"] for heir in one["successors"]} | set(cases) | set(things)
    rows = Agency.objects.filter(identifier__in=known - set(names)).values_list("identifier", "name")
    names |= dict(rows)
    return [
        {
            "identifier": heir, "name": names.get(heir, heir), "cases": cases.get(heir, 0),
            "things": [(words_of(kind), count) for kind, count in sorted(things.get(heir, {}).items())],
        }
        for heir in sorted(heir for heir in known if heir in names)
    ]  # fmt: skip


def heirs_named(identifiers: set[str], operation: Operation) -> dict[str, str]:
    """Names of successors, to be chosen from."""
    names = {one["identifier"]: one["short_name"] for one in operation.plan["founded"]}
    rows = Agency.objects.filter(identifier__in=identifiers - set(names))
    return names | {one.identifier: one.label for one in rows}


def progress(operation: Operation) -> dict[str, Any]:
    """How far it is, and whether it stands still."""
    stage = Stage(operation.stage)
    still = (clock.now() - operation.worked_at).total_seconds() > STILL_SECONDS
    order = [*WORKING, Stage.DONE]
    at = order.index(Stage.CASES if stage is Stage.WAITING else stage)
    stops = [
        {"name": str(STAGES[one]), "state": "done" if index < at or stage is Stage.DONE else
         "now" if index == at else "next"}
        for index, one in enumerate(order)
    ]  # fmt: skip
    return {
        "operation": operation, "working": stage in WORKING, "stops": stops, "still": still and stage in WORKING,
        "total": max(operation.total, operation.cases, 1),
    }  # fmt: skip
