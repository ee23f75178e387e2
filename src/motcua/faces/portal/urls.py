"""The citizens' addresses."""

from django.urls import path

from motcua.faces.portal.views import case_files, uploads
from motcua.faces.portal.views.bundles import bundle, start
from motcua.faces.portal.views.bundles import discard as discard_bundle
from motcua.faces.portal.views.display import emblem, switch_display, switch_language
from motcua.faces.portal.views.filing import together
from motcua.faces.portal.views.filing.applicant import applicant
from motcua.faces.portal.views.filing.office import choose_office
from motcua.faces.portal.views.filing.papers import attach
from motcua.faces.portal.views.filing.review import review, sent
from motcua.faces.portal.views.home import home
from motcua.faces.portal.views.inbox import inbox
from motcua.faces.portal.views.keep import keep_typed, stay
from motcua.faces.portal.views.my_case import my_case, withdraw
from motcua.faces.portal.views.my_cases import cases, discard
from motcua.faces.portal.views.my_data import my_data, my_data_file
from motcua.faces.portal.views.papers import papers
from motcua.faces.portal.views.procedure import procedure
from motcua.faces.portal.views.procedures import procedures
from motcua.faces.portal.views.seal_key import seal_key
from motcua.faces.portal.views.status import status
from motcua.faces.portal.views.tracking import track, track_token
from motcua.faces.portal.views.verify import verify
from motcua.faces.portal.views.versions import procedure_versions
from motcua.faces.portal.views.visits import end_visits, visits

app_name = "portal"

urlpatterns = [
    path("", home, name="home"),
    path("thu-tuc/", procedures, name="procedures"),
    path("thu-tuc/<str:code>/", procedure, name="procedure"),
    path("thu-tuc/<str:code>/giay-to/", papers, name="papers"),
    path("thu-tuc/<str:code>/phien-ban/", procedure_versions, name="procedure-versions"),
    path("nop-ho-so/<uuid:case_id>/nguoi-nop/", applicant, name="filing-applicant"),
    path("nop-ho-so/<uuid:case_id>/giay-to/", attach, name="filing-papers"),
    path("nop-ho-so/<uuid:case_id>/kiem-tra/", review, name="filing-review"),
    path("nop-ho-so/<uuid:case_id>/da-gui/", sent, name="filing-sent"),
    path("nop-ho-so/<str:code>/", choose_office, name="file"),
    path("ngon-ngu/", switch_language, name="language"),
    path("hien-thi/", switch_display, name="display"),
    path("bieu-trung", emblem, name="emblem"),
    path("niem-phong/khoa.pem", seal_key, name="seal-key"),
    path("ho-so/", cases, name="my-cases"),
    path("nop-ho-so-nhom/<uuid:bundle_id>/nguoi-nop/", together.applicant, name="bundle-applicant"),
    path("nop-ho-so-nhom/<uuid:bundle_id>/giay-to/", together.attach, name="bundle-papers"),
    path("nop-ho-so-nhom/<uuid:bundle_id>/kiem-tra/", together.review, name="bundle-review"),
    path("nop-ho-so-nhom/<slug:key>/", start, name="bundle-start"),
    path("ho-so/nhom/<uuid:bundle_id>/", bundle, name="bundle"),
    path("ho-so/nhom/<uuid:bundle_id>/bo/", discard_bundle, name="bundle-discard"),
    path("ho-so/<uuid:case_id>/", my_case, name="my-case"),
    path("ho-so/<uuid:case_id>/giu/<str:place>/", keep_typed, name="keep"),
    path("con-day/", stay, name="stay"),
    path("ho-so/<uuid:case_id>/bo/", discard, name="discard"),
    path("ho-so/<uuid:case_id>/rut/", withdraw, name="withdraw"),
    path("ho-so/<uuid:case_id>/tep/<uuid:file_id>/", case_files.file, name="case-file"),
    path("ho-so/<uuid:case_id>/tep/<uuid:file_id>/anh/", case_files.preview, name="case-file-preview"),
    path("ho-so/<uuid:case_id>/phieu/<uuid:document_id>/", case_files.slip, name="case-slip"),
    path("ho-so/<uuid:case_id>/qr.svg", case_files.qr, name="case-qr"),
    path("tai-len/<uuid:case_id>/", uploads.begin, name="uploads"),
    path("tai-len/tep/<uuid:upload_id>/", uploads.one, name="upload"),
    path("tai-len/tep/<uuid:upload_id>/xong/", uploads.finish, name="upload-done"),
    path("tra-cuu/", track, name="track"),
    path("tinh-trang/", status, name="status"),
    path("t/<str:token>", track_token, name="track-token"),
    path("verify/<str:token>", verify, name="verify"),
    path("thong-bao/", inbox, name="inbox"),
    path("du-lieu-cua-toi/", my_data, name="my-data"),
    path("du-lieu-cua-toi/tai-ve/", my_data_file, name="my-data-file"),
    path("phien/", visits, name="visits"),
    path("phien/ket-thuc/", end_visits, name="visits-end"),
    path("phien/ket-thuc/<uuid:visit_id>/", end_visits, name="visit-end"),
]
