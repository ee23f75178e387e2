"""`/dang-nhap/` and `/dang-xuat/`."""

from django.urls import path

from motcua.partners.identity import views

urlpatterns = [
    path("dang-nhap/", views.sign_in_page, name="sign_in"),
    path("dang-nhap/vneid/", views.start, name="identity_start"),
    path("dang-nhap/tra-loi/", views.answer, name="identity_answer"),
    path("dang-xuat/", views.leave, name="sign_out"),
    path("dang-xuat/xong/", views.left, name="signed_out"),
]
