"""A case hangs on the agency that receives it and on the one that decides it."""

from datetime import date

from django.db.models import Q

from motcua.base.ledger import Subject, append
from motcua.domain.cases.models import ApologyOrder
from motcua.domain.directory.holdings import NOTHING, Holding, Passage, Way, Went, held_by_agency, rests_on_post
from motcua.kernel.actor import SYSTEM
from motcua.kernel.words import Words


def open_cases(day: date) -> Q:
    """Everything that has not ended: drafts, and results that wait at the counter, as well."""
    return Q(ended_at=None)


def standing(day: date) -> Q:
    return Q(automatic=True)


def carry_order(row: ApologyOrder, passage: Passage) -> Went | None:
    """Where the leader went who gave it; the order of a leader there comes first. The old one is switched off."""
    if row.position_id in passage.waiting:
        return None
    position_id, agency_id = row.position_id, passage.former[row.agency_id]
    if row.position is not None and row.position.agency_id in passage.former:
        position_id, agency_id = passage.posts.get(row.position.pk, (None, None))
    why = LEADER_GONE
    if agency_id is not None:
        values = {"automatic": True, "reason": row.reason, "position_id": position_id}
        order, fresh = ApologyOrder.objects.get_or_create(agency_id=agency_id, defaults=values)
        why = NOTHING if fresh else OWN_ORDER
        if fresh:
            _tell(order, automatic=True, ground=passage.decision)
    row.automatic = False
    row.save(update_fields=["automatic"])
    _tell(row, automatic=False, ground=passage.decision)
    return Went(why=why) if why.vi else Went(agency_id, agency_id)


def _tell(order: ApologyOrder, *, automatic: bool, ground: str) -> None:
    agency = order.agency
    facts = {"agency": agency.name, "automatic": automatic}
    append(Subject("agency", agency.pk), "agency.apology_order_set", SYSTEM, facts, authority=ground)


ORDERS = Words("Lệnh xin lỗi tự động", "Standing orders to apologise")
LEADER_GONE = Words("Lãnh đạo đặt lệnh không sang một cơ quan kế thừa.",
                    "The leader who gave it went to no successor.")  # fmt: skip
OWN_ORDER = Words("Lãnh đạo nơi kế thừa đã đặt lệnh riêng.", "A leader of the successor gave an order already.")
ACTED = Words("Ai đã làm thì giữ nguyên.", "Who did it stays on record.")

held_by_agency(
    Holding("cases.Case", "receiving_agency", Way.CASE, Words("Hồ sơ đang mở, nơi tiếp nhận", "Open cases, receiving"),
            living=open_cases, case="pk", path="receiving_path"),
    Holding("cases.Case", "resolving_agency", Way.CASE, Words("Hồ sơ đang mở, nơi giải quyết", "Open cases, deciding"),
            living=open_cases, case="pk", path="resolving_path"),
    Holding("cases.ApologyOrder", "agency", Way.POSTS, ORDERS, living=standing, carry=carry_order),
)  # fmt: skip

rests_on_post(
    Holding("cases.Case", "thread_officer", Way.CASE, Words("Cán bộ đầu mối", "Contacts of cases"),
            living=open_cases, case="pk"),
    Holding("cases.ApologyOrder", "position", Way.POSTS, ORDERS, living=standing, carry=carry_order),
    *(Holding(model, "position", Way.HISTORY, words, ACTED) for model, words in (
        ("cases.Apology", Words("Xin lỗi đã gửi", "Apologies sent")),
        ("cases.PostalRecord", Words("Sổ gửi bưu chính", "Records of what was posted")),
        ("cases.PostalCorrection", Words("Sửa biên bản bưu chính", "Corrections of what was posted")),
        ("cases.Decision", Words("Quyết định đã ký", "Decisions signed")),
        ("cases.ReturnedDecision", Words("Quyết định đã chuyển lại, người ký", "Decisions sent back, signed")),
        ("cases.HandOver", Words("Kết quả đã trả", "Results handed over")),
        ("cases.DecisionDraft", Words("Dự thảo quyết định", "Drafts of decisions")),
        ("cases.SignOff", Words("Ký, ký nháy", "Sign-offs")),
        ("cases.SiteCheck", Words("Biên bản kiểm tra thực tế", "Checks on the spot")),
    )),
    Holding("cases.ReturnedDecision", "returned_by", Way.HISTORY,
            Words("Quyết định đã chuyển lại người ký", "Decisions sent back"), ACTED),
    Holding("cases.SupplementRequest", "asked_by", Way.HISTORY, Words("Yêu cầu bổ sung", "Supplements asked for"),
            ACTED),
)  # fmt: skip
