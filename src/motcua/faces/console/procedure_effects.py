"""What stopping a procedure or publishing a version touches: cases under way, drafts at people's homes, offices."""

from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from motcua.casework.version_impact import Impact, sentences_of
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import State
from motcua.faces.console.previews import Preview, Table
from motcua.kernel import clock
from motcua.kernel.text import number, short_date
from motcua.kernel.words import Words

CAPTION = Words("Nơi đang có hồ sơ của thủ tục này", "Offices with cases of this procedure")
BY_AGENCY = Words("Hồ sơ đang giải quyết theo cơ quan", "Cases under way by agency")
AGENCY_HEAD = (Words("Cơ quan giải quyết", "Deciding agency"), Words("Đang giải quyết", "Under way"))
FEES = Words("Phí, lệ phí trước và sau", "Fees before and after")
FEE_HEAD = (
    Words("Cách nộp", "Filed"), Words("Trước", "Before"), Words("Sau", "After"), Words("Thay đổi", "Difference"),
)  # fmt: skip
NO_FEE = Words("không nêu", "nothing said")
SAME, CHANGED = Words("Không đổi", "The same"), Words("Đổi", "Another")
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


def of_publishing(found: Impact) -> Preview:
    """The impact report: what differs, which cases are under way and where, whether the process fits the promise."""
    rows = [(place.agency, number(place.cases)) for place in found.places]
    fees = [
        (one.channel, one.before or NO_FEE, one.after or NO_FEE, SAME if one.same else CHANGED) for one in found.fees
    ]
    beside = (Table(FEES, FEE_HEAD, fees),) if fees else ()
    return Preview(sentences_of(found), BY_AGENCY, AGENCY_HEAD, rows, beside=beside)


def _open_cases(procedure_id: UUID) -> QuerySet[Case]:
    return Case.objects.filter(procedure_version__procedure=procedure_id, ended_at=None)


def _by_office(found: QuerySet[Case]) -> list[tuple[object, ...]]:
    draft = Q(state=State.DRAFT)
    rows = found.values_list("office__name").annotate(
        under_way=Count("id", filter=~draft), drafts=Count("id", filter=draft)
    )
    return [tuple(row) for row in rows.order_by("-under_way", "office__name")]
