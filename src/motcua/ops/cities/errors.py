"""Why a jurisdiction is not made or shown. Nothing was changed when one of these is told."""

from motcua.kernel.errors import Fault
from motcua.kernel.words import Words


class BadCode(Fault):
    code = "jurisdiction.bad_code"
    sentence = Words(
        "Mã “{given}” không đúng: mã định danh cấp 1 gồm một chữ cái và hai chữ số, ví dụ H26.",
        'The code "{given}" is not right: a first-level identifier has one letter and two digits, such as H26.',
    )


class BadName(Fault):
    code = "jurisdiction.bad_name"
    sentence = Words(
        "Tên cần từ 1 đến 100 ký tự trên một dòng.",
        "A name has 1 to 100 characters on one line.",
    )


class OtherKeys(Fault):
    code = "jurisdiction.other_keys"
    sentence = Words(
        "{city} đã có trên máy chủ này với bộ khóa khác bộ khóa trong {folder}. Đặt MOTCUA_HOME là thư mục giữ khóa"
        " của {city} rồi chạy lại.",
        "{city} is already on this server with other keys than those in {folder}. Set MOTCUA_HOME to the folder that"
        " holds the keys of {city} and run this again.",
    )


class HomeTaken(Fault):
    code = "jurisdiction.home_taken"
    sentence = Words(
        "Khóa trong {folder} là của {other}. Mỗi đơn vị có bộ khóa riêng: chọn thư mục khác cho {city}.",
        "The keys in {folder} are those of {other}. Each jurisdiction has keys of its own: choose another folder for"
        " {city}.",
    )


class NoRight(Fault):
    code = "jurisdiction.no_right"
    sentence = Words(
        "Tài khoản {user} của máy chủ dữ liệu chưa đủ quyền: {lacking}. Dùng tài khoản quản trị trong DATABASE_URL.",
        "The database server's user {user} lacks a right: {lacking}. Give an administrator's in DATABASE_URL.",
    )


class NoServer(Fault):
    code = "jurisdiction.no_server"
    temporary = True
    sentence = Words(
        "Máy chủ dữ liệu không nhận kết nối: {said}",
        "The database server does not take the connection: {said}",
    )


class NotThere(Fault):
    code = "jurisdiction.not_there"
    sentence = Words(
        "Chưa có {city} trên máy chủ dữ liệu này. Xem: motcua jurisdiction list",
        "There is no {city} on this database server. See: motcua jurisdiction list",
    )


class Distributed(Fault):
    code = "jurisdiction.distributed"
    sentence = Words(
        "Cơ sở dữ liệu này bật Citus; hàng đợi công việc chưa chạy được trong lược đồ phân tán. Dùng máy chủ PostgreSQL"
        " thường, hoặc thêm --ordinary để tạo lược đồ thường trên máy điều phối.",
        "This database has Citus set up; the queue of jobs cannot run in a distributed schema yet. Use an ordinary"
        " PostgreSQL server, or add --ordinary for an ordinary schema on the coordinator.",
    )


class Standing(Fault):
    code = "jurisdiction.standing"
    sentence = Words(
        "{city} đã có trên máy chủ đích. Chỉ chuyển đến nơi chưa có.",
        "{city} is on the new server already. A jurisdiction is moved to where it is not.",
    )
