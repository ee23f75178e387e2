"""What the ledger tells of unusual looking: numbers and what was found, never the reason itself."""

from motcua.base.ledger import Kind, register
from motcua.casework.looking.models import Verdict

register(
    Kind("looking.noticed", "Đã xem {cases} hồ sơ ngoài việc của mình trong một giờ.",
         "{cases} cases outside of their own work were looked at within an hour.", ("alarm", "cases"), "inside"),
    Kind("looking.searched",
         "Đã mở {cases} hồ sơ và tìm {searches} lần, xem tên trong {named} hồ sơ khác ngoài việc của mình"
         " trong một giờ.",
         "{cases} cases were opened, {searches} searches made and the names in {named} other cases seen outside of"
         " their own work within an hour.",
         ("alarm", "cases", "searches", "named"), "inside"),
    Kind("looking.sought",
         "Đã mở {cases} hồ sơ, tìm {searches} lần, xem tên trong {named} hồ sơ khác và tra cứu người dân tại quầy"
         " {people} lần ngoài việc của mình trong một giờ.",
         "{cases} cases were opened, {searches} searches made, the names in {named} other cases seen and people looked"
         " up at a counter {people} times outside of their own work within an hour.",
         ("alarm", "cases", "searches", "named", "people"), "inside"),
    Kind("looking.answered", "Trả lời về việc xem nhiều hồ sơ: {verdict}.",
         "The looking at many cases was answered: {verdict}.", ("alarm", "verdict"), "inside",
         show={"verdict": lambda value: Verdict(value).words}),
)  # fmt: skip
