"""Sign-in and password of officials, below `/can-bo/`."""

from django.urls import path

from motcua.faces.desk.password import password
from motcua.faces.desk.signin import official_sign_in

urlpatterns = [
    path("dang-nhap/", official_sign_in, name="official_sign_in"),
    path("doi-mat-khau/", password, name="official_password"),
]
