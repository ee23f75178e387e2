"""What of the directory itself hangs on an agency."""

from datetime import date

from django.db.models import Q

from motcua.domain.directory import validity
from motcua.domain.directory.holdings import Holding, Way, held_by_agency
from motcua.domain.directory.services.handing import hand_competence, hand_position
from motcua.kernel.words import Words

TREE = Words("Cây cơ quan của từng thời kỳ giữ nguyên.", "The tree of each time stays as it was.")
OFFICE = Words(
    "Điểm tiếp nhận đóng cùng cơ quan; cơ quan kế thừa có điểm của mình.",
    "The office closes with the body; the successor has its own.",
)
SERVICE = Words(
    "Điểm của cơ quan khác tiếp nhận cho các cơ quan kế thừa từ ngày đó.",
    "Another body's office receives for the successors from the day on.",
)

DELEGATION = Words(
    "Ủy quyền dựa trên chức vụ ở cơ quan đã kết thúc; người đứng đầu cơ quan kế thừa ra quyết định mới.",
    "A delegation rests on posts of the body that ends; the successor's head decides anew.",
)
DELEGATIONS = Words("Ủy quyền", "Delegations")


def lasting(day: date) -> Q:
    """What would still be valid on the day."""
    return Q(valid__overlap=validity.days(day, None))


held_by_agency(
    Holding("directory.Agency", "parent", Way.HISTORY, Words("Cơ quan bên dưới", "Bodies below"), TREE),
    Holding("directory.AgencySuccession", "predecessor", Way.HISTORY, Words("Kế thừa", "Successions"), TREE),
    Holding("directory.AgencySuccession", "successor", Way.HISTORY, Words("Kế thừa", "Successions"), TREE),
    Holding("directory.Office", "agency", Way.ENDS, Words("Điểm tiếp nhận", "Offices"), OFFICE, lasting),
    Holding("directory.OfficeService", "agency", Way.ENDS, Words("Việc tiếp nhận hộ", "Receiving for it"), SERVICE),
    Holding("directory.Delegation", "agency", Way.ENDS, DELEGATIONS, DELEGATION, lasting),
    Holding("directory.Delegation", "to_agency", Way.ENDS, DELEGATIONS, DELEGATION, lasting),
    Holding("directory.DelegatedScope", "agency", Way.ENDS, DELEGATIONS, DELEGATION, lasting),
    Holding(
        "directory.Position", "agency", Way.THING, Words("Vị trí của cán bộ", "Posts"),
        living=lasting, hand=hand_position,
    ),
    Holding(
        "directory.Competence", "agency", Way.THING, Words("Thẩm quyền theo lĩnh vực", "Competences"),
        living=lasting, hand=hand_competence,
    ),
)  # fmt: skip
