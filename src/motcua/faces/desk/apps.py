from django.apps import AppConfig

from motcua.base.ui import nav
from motcua.kernel.words import Words

PLACES = (
    nav.Place("/can-bo/viec/", Words("Việc cần làm", "To do"), "inbox", permission="case.see", order=10),
    nav.Place("/can-bo/tiep-nhan/", Words("Tiếp nhận", "Reception"), "plus", permission="case.receive", order=20),
    nav.Place("/can-bo/tra-ket-qua/", Words("Trả kết quả", "Hand over"), "send", permission="case.hand_over", order=30),
    nav.Place("/can-bo/nhac-viec/", Words("Nhắc việc", "Reminders"), "clock", permission="case.see", order=35),
    nav.Place("/can-bo/sap-tre/", Words("Sắp trễ", "Going late"), "alert", permission="case.decide", order=40),
    nav.Place("/can-bo/phan-cong/", Words("Phân công", "Sharing out"), "people", permission="case.assign", order=65),
    nav.Place("/can-bo/vang-mat/", Words("Vắng mặt", "Away"), "calendar", permission="case.see", order=70),
    nav.Place("/can-bo/phoi-hop/", Words("Phối hợp", "Agencies"), "building", permission="case.see", order=45),
    nav.Place("/can-bo/du-lieu/", Words("Xóa dữ liệu", "Erase data"), "lock", permission="data.keep", order=75),
    nav.Place("/can-bo/mau-tra-loi/", Words("Mẫu trả lời", "Templates"), "list", permission="replies.use", order=60),
)


class DeskConfig(AppConfig):
    name = "motcua.faces.desk"
    label = "desk"

    def ready(self) -> None:
        for place in PLACES:
            nav.register(place)
