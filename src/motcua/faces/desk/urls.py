"""The officials' desk, below `/can-bo/`."""

from django.urls import path

from motcua.faces.desk.views.absences import absence_end, absences
from motcua.faces.desk.views.action import case_action
from motcua.faces.desk.views.apologies import apologies
from motcua.faces.desk.views.attach import attach
from motcua.faces.desk.views.bulk import (
    bulk,
    bulk_cancel,
    bulk_csv,
    bulk_job,
    bulk_progress,
    bulk_refresh,
    bulk_retry,
)
from motcua.faces.desk.views.case import case
from motcua.faces.desk.views.control_slip import control_slip
from motcua.faces.desk.views.data import case_data, data_request, data_requests
from motcua.faces.desk.views.files import file, file_page, slip
from motcua.faces.desk.views.find import find
from motcua.faces.desk.views.hand_back import hand_back, hand_back_case, handed
from motcua.faces.desk.views.here import here
from motcua.faces.desk.views.home import home
from motcua.faces.desk.views.kept_view import view_edit, view_new
from motcua.faces.desk.views.keys import keys
from motcua.faces.desk.views.late_answers import late_answers
from motcua.faces.desk.views.next_case import next_case
from motcua.faces.desk.views.printing import print_paper
from motcua.faces.desk.views.procedures import procedures
from motcua.faces.desk.views.received import guided, received
from motcua.faces.desk.views.reception import reception
from motcua.faces.desk.views.reminders import reminders, reminders_mail
from motcua.faces.desk.views.replies import replies, reply_copy, reply_edit, reply_look, reply_new, reply_retire
from motcua.faces.desk.views.reply_preview import reply_preview
from motcua.faces.desk.views.requests import request_act, request_file, request_one, request_page, requests
from motcua.faces.desk.views.sharing import sharing, sharing_drop, sharing_skills
from motcua.faces.desk.views.worklist import worklist

app_name = "desk"

urlpatterns = [
    path("", home, name="home"),
    path("viec/", worklist, name="worklist"),
    path("viec/tiep/", next_case, name="next_case"),
    path("viec/muc-moi/", view_new, name="view_new"),
    path("viec/muc/<uuid:view_id>/", view_edit, name="view_edit"),
    path("tim/", find, name="find"),
    path("phim-tat/", keys, name="keys"),
    path("ho-so/<uuid:case_id>/", case, name="case"),
    path("ho-so/<uuid:case_id>/co-mat/", here, name="here"),
    path("ho-so/<uuid:case_id>/giay-to/", attach, name="attach"),
    path("ho-so/<uuid:case_id>/phieu-kiem-soat/", control_slip, name="control_slip"),
    path("ho-so/<uuid:case_id>/du-lieu/", case_data, name="case_data"),
    path("ho-so/<uuid:case_id>/<slug:name>/", case_action, name="case_action"),
    path("ho-so/<uuid:case_id>/<slug:name>/xem-truoc/", reply_preview, name="reply_preview"),
    path("du-lieu/", data_requests, name="data_requests"),
    path("du-lieu/<uuid:erasure_id>/", data_request, name="data_request"),
    path("phoi-hop/", requests, name="requests"),
    path("phoi-hop/<uuid:request_id>/", request_one, name="request"),
    path("phoi-hop/<uuid:request_id>/tep/<uuid:file_id>/", request_file, name="request_file"),
    path("phoi-hop/<uuid:request_id>/tep/<uuid:file_id>/trang/<int:number>/", request_page, name="request_page"),
    path("phoi-hop/<uuid:request_id>/<slug:act>/", request_act, name="request_act"),
    path("hang-loat/", bulk, name="bulk"),
    path("hang-loat/<uuid:job_id>/", bulk_job, name="bulk_job"),
    path("hang-loat/<uuid:job_id>/tien-do/", bulk_progress, name="bulk_progress"),
    path("hang-loat/<uuid:job_id>/huy/", bulk_cancel, name="bulk_cancel"),
    path("hang-loat/<uuid:job_id>/lam-lai/", bulk_retry, name="bulk_retry"),
    path("hang-loat/<uuid:job_id>/lam-moi/", bulk_refresh, name="bulk_refresh"),
    path("hang-loat/<uuid:job_id>/ket-qua.csv", bulk_csv, name="bulk_csv"),
    path("mau-tra-loi/", replies, name="replies"),
    path("mau-tra-loi/moi/", reply_new, name="reply_new"),
    path("mau-tra-loi/xem-truoc/", reply_look, name="reply_look"),
    path("mau-tra-loi/<uuid:reply_id>/", reply_edit, name="reply_edit"),
    path("mau-tra-loi/<uuid:reply_id>/chep/", reply_copy, name="reply_copy"),
    path("mau-tra-loi/<uuid:reply_id>/bo/", reply_retire, name="reply_retire"),
    path("tiep-nhan/", reception, name="reception"),
    path("tiep-nhan/thu-tuc/", procedures, name="reception_procedures"),
    path("tiep-nhan/xong/<uuid:case_id>/", received, name="received"),
    path("tiep-nhan/huong-dan/<uuid:case_id>/", guided, name="guided"),
    path("nhac-viec/", reminders, name="reminders"),
    path("nhac-viec/tra-loi/", late_answers, name="late_answers"),
    path("nhac-viec/thu-dien-tu/", reminders_mail, name="reminders_mail"),
    path("sap-tre/", apologies, name="apologies"),
    path("vang-mat/", absences, name="absences"),
    path("vang-mat/<uuid:absence_id>/ket-thuc/", absence_end, name="absence_end"),
    path("phan-cong/", sharing, name="sharing"),
    path("phan-cong/quy-tac/<uuid:rule_id>/bo/", sharing_drop, name="sharing_drop"),
    path("phan-cong/ky-nang/<uuid:position_id>/", sharing_skills, name="sharing_skills"),
    path("in/", print_paper, name="print"),
    path("tra-ket-qua/xong/", handed, name="handed"),
    path("tra-ket-qua/", hand_back, name="hand_back"),
    path("tra-ket-qua/<uuid:case_id>/", hand_back_case, name="hand_back_case"),
    path("tep/<uuid:file_id>/", file, name="file"),
    path("tep/<uuid:file_id>/trang/<int:number>/", file_page, name="file_page"),
    path("phieu/<uuid:document_id>/", slip, name="slip"),
]
