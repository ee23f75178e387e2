"""What stopping a procedure or publishing a version touches: cases under way, drafts at people's homes, offices."""

from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from motcua.domain.cases.models import Case
from motcua.domain.cases.states import State
from motcua.faces.console.previews import Preview
from motcua.kernel import clock
from motcua.kernel.text import number, short_date
from motcua.kernel.words import Words

CAPTION = Words("Nơi đang có hồ sơ của thủ tục này", "Offices with cases of this procedure")
HEAD = (Words("Nơi tiếp nhận", "Office"), Words("Đang giải quyết", "Under way"), Words("Bản nháp", "Drafts"))


def of_stopping(procedure_id: UUID, since: date) -> Preview:
    """Cases go on; drafts can no longer be sent; offices stop offering it."""
    found = _open_cases(procedure_id)
    cases, drafts = found.exclude(state=State.DRAFT).count(), found.filter(state=State.DRAFT).count()
    when = Words("hôm nay", "today") if since <= clock.today() else Words(short_date(since), short_date(since))
    lines = [
        (
            "near",
            Words("Từ {when} không nhận hồ sơ mới ở mọi nơi.", "From {when} no office takes new cases.").fill(
                when=when
            ),
        ),
        (
            "info",
            Words(
                "{n} hồ sơ đang giải quyết vẫn đi tiếp theo quy định khi nộp.",
                "{n} cases under way go on under the rules they were filed under.",
            ).fill(n=number(cases)),
        ),
    ]
    if drafts:
        lines.append(
            (
                "late",
                Words(
                    "{n} bản nháp của người dân sẽ không gửi được; bản nháp vẫn giữ.",
                    "{n} drafts of citizens cannot be sent; they are kept.",
                ).fill(n=number(drafts)),
            )
        )
    return Preview(lines, CAPTION, HEAD, _by_office(found))


def of_publishing(procedure_id: UUID, since: date, changed: int) -> Preview:
    """Cases under way stay on their version; drafts begun before are filed under theirs."""
    found = _open_cases(procedure_id)
    lines = [
        (
            "info",
            Words(
                "{n} mục thay đổi so với bản đang áp dụng, hiệu lực từ {day}.",
                "{n} sections differ from what is in force, from {day} on.",
            ).fill(n=number(changed), day=short_date(since)),
        ),
        (
            "info",
            Words("{n} hồ sơ đã bắt đầu giữ phiên bản cũ.", "{n} cases begun before keep their version.").fill(
                n=number(found.count())
            ),
        ),
    ]
    return Preview(lines, CAPTION, HEAD, _by_office(found))


def _open_cases(procedure_id: UUID) -> QuerySet[Case]:
    return Case.objects.filter(procedure_version__procedure=procedure_id, ended_at=None)


def _by_office(found: QuerySet[Case]) -> list[tuple[object, ...]]:
    draft = Q(state=State.DRAFT)
    rows = found.values_list("office__name").annotate(
        under_way=Count("id", filter=~draft), drafts=Count("id", filter=draft)
    )
    return [tuple(row) for row in rows.order_by("-under_way", "office__name")]
