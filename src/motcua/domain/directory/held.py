"""What of the directory itself hangs on an agency."""

from datetime import date

from django.db.models import Q

from motcua.domain.directory import validity
from motcua.domain.directory.holdings import Holding, Way, held_by_agency, rests_on_post
from motcua.domain.directory.services.carrying import carry_absence
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

ABSENCES = Words("Lịch vắng mặt", "Absences")
SCOPE = Words("Từng dòng đi cùng ủy quyền của nó.", "Each line goes with its delegation.")


def lasting(day: date) -> Q:
    """What would still be valid on the day."""
    return Q(valid__overlap=validity.days(day, None))


held_by_agency(
    Holding("directory.Agency", "parent", Way.HISTORY, Words("Cơ quan bên dưới", "Bodies below"), TREE),
    Holding("directory.AgencySuccession", "predecessor", Way.HISTORY, Words("Kế thừa", "Successions"), TREE),
    Holding("directory.AgencySuccession", "successor", Way.HISTORY, Words("Kế thừa", "Successions"), TREE),
    Holding("directory.Office", "agency", Way.ENDS, Words("Điểm tiếp nhận", "Offices"), OFFICE, lasting),
    Holding("directory.OfficeService", "agency", Way.ENDS, Words("Việc tiếp nhận hộ", "Receiving for it"), SERVICE),
    Holding(
        "directory.DelegatedScope", "agency", Way.ALONG, Words("Nội dung ủy quyền", "Delegated matters"), SCOPE, lasting
    ),
    Holding(
        "directory.Position", "agency", Way.THING, Words("Vị trí của cán bộ", "Posts"),
        living=lasting, hand=hand_position,
    ),
    Holding(
        "directory.Competence", "agency", Way.THING, Words("Thẩm quyền theo lĩnh vực", "Competences"),
        living=lasting, hand=hand_competence,
    ),
)  # fmt: skip

rests_on_post(
    Holding("directory.Absence", "position", Way.POSTS, ABSENCES, living=lasting, carry=carry_absence),
    Holding("directory.Absence", "deputy", Way.POSTS, ABSENCES, living=lasting, carry=carry_absence),
)
