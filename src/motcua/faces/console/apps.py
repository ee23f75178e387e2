from django.apps import AppConfig

from motcua.base.access import permissions
from motcua.base.ui import nav
from motcua.kernel.words import Words

PLACES = (
    ("/quan-tri/", Words("Quản trị", "Administration"), "gear", permissions.SETTINGS_MANAGE),
    ("/quan-tri/co-quan/", Words("Cơ quan", "Agencies"), "building", permissions.DIRECTORY_MANAGE),
    ("/quan-tri/can-bo/", Words("Cán bộ", "Officials"), "people", permissions.ACCOUNTS_MANAGE),
    ("/quan-tri/uy-quyen/", Words("Ủy quyền", "Delegations"), "file", permissions.ACCOUNTS_MANAGE),
    ("/quan-tri/thu-tuc/", Words("Thủ tục", "Procedures"), "file", permissions.CATALOGUE_REVIEW),
    ("/quan-tri/lich/", Words("Lịch", "Calendar"), "calendar", permissions.SETTINGS_MANAGE),
    ("/quan-tri/quy-dinh/", Words("Quy định", "Rules"), "clock", permissions.SETTINGS_MANAGE),
    ("/quan-tri/luu-giu/", Words("Lưu giữ", "Retention"), "hourglass", permissions.SETTINGS_MANAGE),
    ("/quan-tri/quy-trinh/", Words("Quy trình", "Processes"), "list", permissions.SETTINGS_MANAGE),
    ("/quan-tri/tin-nhan/", Words("Lời nhắn", "Messages"), "mail", permissions.SETTINGS_MANAGE),
    ("/quan-tri/danh-muc/", Words("Danh mục", "Categories"), "folder", permissions.SETTINGS_MANAGE),
)

ALSO = {"/quan-tri/co-quan/": ("/quan-tri/diem/", "/quan-tri/sap-xep/")}
"""Pages whose address lies elsewhere than the entry they are reached by."""


class ConsoleConfig(AppConfig):
    name = "motcua.faces.console"
    label = "console"

    def ready(self) -> None:
        for order, (path, words, icon, permission) in enumerate(PLACES, start=80):
            nav.register(nav.Place(path, words, icon, permission, order, ALSO.get(path, ())))
