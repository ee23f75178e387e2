"""The panel "5 rõ" of a case: for every step who, what, how, who answers, with what result."""

from motcua.casework import stops
from motcua.casework.five_clear import Clear
from motcua.casework.queries.five_clear import panel_of, thread_of
from motcua.casework.queries.page import CasePage
from motcua.domain.cases import policies
from motcua.kernel.text import weekday_time
from motcua.kernel.words import Words

Row = dict[str, object]
WHO = Words("Rõ người", "Who")
WHAT = Words("Rõ việc", "What")
HOW = Words("Rõ quy trình", "How")
ANSWERS = Words("Rõ trách nhiệm", "Who answers")
RESULT = Words("Rõ kết quả", "Result")
LIKELY = Words("{who} (dự kiến)", "{who} (likely)")
BY = Words("{who}; xong trước {due}", "{who}; by {due}")
PLANNED = Words("{who}; dự kiến xong {due}", "{who}; planned for {due}")
FROM = Words("{step}; {unit}; bắt đầu {at}", "{step}; {unit}; begun {at}")
PLACE = Words("{step}; {unit}", "{step}; {unit}")
CHOSEN = Words("{place}; chọn người: {rule}", "{place}; chosen: {rule}")
OUT_OF = Words("{unit}: {names}", "{unit}: {names}")
OUT_OF_MORE = Words("{unit}: {names} và {n} người nữa", "{unit}: {names} and {n} more")
NOBODY = Words("{unit}: hôm nay chưa có ai", "{unit}: nobody today")
ENDED = Words("{result}, {at}", "{result}, {at}")
TITLE = Words("{step}: {task} – {who}", "{step}: {task} – {who}")
ICONS = {"done": "check", "now": "clock", "next": "arrow-right"}
THREAD = Words("Cán bộ đầu mối", "Thread officer")


def panel(page: CasePage) -> list[Row]:
    """One fold for each step, what is under way open; nothing for a draft."""
    if page.case.submitted_at is None:
        return []
    coming = {key for key, mark in stops.marks_of(page).items() if mark == "next"}
    lines = panel_of(page.case, page.tasks, coming if policies.is_open(page.case) else (), timed=page.timed)
    return [line(one) for one in lines]


def line(one: Clear) -> Row:
    likely = one.state == "next" and one.person != one.unit
    who = LIKELY.fill(who=one.person) if likely else one.person
    return {
        "title": TITLE.fill(step=one.process, task=one.task, who=who),
        "icon": ICONS[one.state],
        "open": one.state == "now",
        "rows": rows_of(one, who if likely or one.state != "next" else out_of(one)),
    }


def out_of(one: Clear) -> Words | str:
    """Who may get a coming step: the first by name and how many more; the unit where nobody fits today."""
    if not one.count:
        return NOBODY.fill(unit=one.unit)
    names, more = ", ".join(one.candidates), one.count - len(one.candidates)
    return (OUT_OF_MORE if more else OUT_OF).fill(unit=one.unit, names=names, n=more)


def rows_of(one: Clear, who: Words | str) -> list[Row]:
    return [
        row(WHO, who),
        row(WHAT, what(one)),
        row(HOW, how(one)),
        row(ANSWERS, answers(one)),
        row(RESULT, end(one)),
    ]


def row(label: Words, value: Words | str) -> Row:
    return {"label": label, "value": value}


def what(one: Clear) -> Words:
    return Words(f"{one.task.vi}: {one.note}", f"{one.task.en}: {one.note}") if one.note else one.task


def how(one: Clear) -> Words:
    if one.began is None:
        place = PLACE.fill(step=one.process, unit=one.unit)
        return CHOSEN.fill(place=place, rule=one.rule) if one.rule else place
    return FROM.fill(step=one.process, unit=one.unit, at=weekday_time(one.began))


def answers(one: Clear) -> Words | str:
    if one.due is None:
        return one.owner
    return (PLANNED if one.state == "next" else BY).fill(who=one.owner, due=weekday_time(one.due))


def end(one: Clear) -> Words:
    return ENDED.fill(result=one.result, at=weekday_time(one.ended)) if one.ended else one.result


def thread_row(page: CasePage) -> list[Row]:
    """The one contact, with the office's telephone."""
    post = thread_of(page.case)
    if post is None:
        return []
    phone = f", {page.case.office.phone}" if page.case.office.phone else ""
    return [row(THREAD, f"{post.person.full_name}, {post.title}{phone}")]
