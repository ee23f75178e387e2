"""Sign-in, password and own account of officials, below `/can-bo/`."""

from django.urls import path

from motcua.faces.desk import factor_pages as factors
from motcua.faces.desk.account import account, end_visits
from motcua.faces.desk.password import password
from motcua.faces.desk.proving import official_prove
from motcua.faces.desk.second_step import official_second_step
from motcua.faces.desk.signin import official_sign_in, passkey_sign_in

urlpatterns = [
    path("dang-nhap/", official_sign_in, name="official_sign_in"),
    path("dang-nhap/khoa/", passkey_sign_in, name="official_passkey_sign_in"),
    path("dang-nhap/ma/", official_second_step, name="official_second_step"),
    path("doi-mat-khau/", password, name="official_password"),
    path("tai-khoan/", account, name="official_account"),
    path("tai-khoan/phien/", end_visits, name="official_visits_end"),
    path("tai-khoan/phien/<uuid:visit_id>/", end_visits, name="official_visit_end"),
    path("tai-khoan/xac-nhan/", official_prove, name="official_prove"),
    path("tai-khoan/hai-lop/", factors.factors, name="official_factors"),
    path("tai-khoan/hai-lop/ung-dung/", factors.app, name="official_app"),
    path("tai-khoan/hai-lop/ung-dung/go/", factors.app_remove, name="official_app_remove"),
    path("tai-khoan/hai-lop/ma-du-phong/", factors.papers, name="official_papers"),
    path("tai-khoan/hai-lop/khoa/", factors.passkey_new, name="official_passkey"),
    path("tai-khoan/hai-lop/khoa/<uuid:passkey_id>/", factors.passkey_rename, name="official_passkey_rename"),
    path("tai-khoan/hai-lop/khoa/<uuid:passkey_id>/go/", factors.passkey_remove, name="official_passkey_remove"),
]
