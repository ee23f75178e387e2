"""The administrators' addresses, below /quan-tri/."""

from django.urls import path

from motcua.faces.console.views import (
    accounts,
    agencies,
    agency_acts,
    calendar,
    home,
    office_acts,
    offices,
    people,
    people_acts,
    texts,
)

app_name = "console"

urlpatterns = [
    path("", home.home, name="home"),
    path("lich/", calendar.year, name="calendar"),
    path("lich/them/", calendar.add, name="calendar_add"),
    path("lich/<uuid:day_id>/sua/", calendar.correct, name="calendar_correct"),
    path("lich/<uuid:day_id>/huy/", calendar.withdraw, name="calendar_withdraw"),
    path("tin-nhan/", texts.text_list, name="texts"),
    path("tin-nhan/<str:key>/<str:channel>/", texts.text_page, name="text"),
    path("tin-nhan/<str:key>/<str:channel>/xem-thu/", texts.preview, name="text_preview"),
    path("co-quan/", agencies.agency_list, name="agencies"),
    path("co-quan/<uuid:agency_id>/", agencies.agency_page, name="agency"),
    path("co-quan/<uuid:agency_id>/them/", agency_acts.found, name="agency_found"),
    path("co-quan/<uuid:agency_id>/ten/", agency_acts.rename, name="agency_rename"),
    path("co-quan/<uuid:agency_id>/ma/", agency_acts.identify, name="agency_identify"),
    path("co-quan/<uuid:agency_id>/ket-thuc/", agency_acts.close, name="agency_close"),
    path("co-quan/<uuid:agency_id>/tham-quyen/", agency_acts.competence, name="agency_competence"),
    path("co-quan/<uuid:agency_id>/mo-diem/", office_acts.open_, name="office_open"),
    path("diem/<uuid:office_id>/", offices.office_page, name="office"),
    path("diem/<uuid:office_id>/sua/", office_acts.change, name="office_change"),
    path("diem/<uuid:office_id>/gio/", office_acts.hours, name="office_hours"),
    path("diem/<uuid:office_id>/tiep-nhan/", office_acts.serve, name="office_serve"),
    path("diem/<uuid:office_id>/dong/", office_acts.close, name="office_close"),
    path("diem/<uuid:office_id>/quay/", office_acts.counter, name="counter_add"),
    path("diem/<uuid:office_id>/quay/<uuid:counter_id>/", office_acts.counter, name="counter"),
    path("can-bo/", people.official_list, name="officials"),
    path("co-quan/<uuid:agency_id>/can-bo/them/", people_acts.take_on_official, name="official_add"),
    path("can-bo/<uuid:person_id>/", people.official_page, name="official"),
    path("can-bo/<uuid:person_id>/sua/", people_acts.change, name="official_change"),
    path("can-bo/<uuid:person_id>/vi-tri/<uuid:agency_id>/", people_acts.give_post, name="post_give"),
    path("can-bo/<uuid:person_id>/vai-tro/<uuid:position_id>/", people_acts.roles, name="post_roles"),
    path("can-bo/<uuid:person_id>/thoi-giu/<uuid:position_id>/", people_acts.end_post, name="post_end"),
    path("can-bo/<uuid:person_id>/tai-khoan/", accounts.create, name="account_create"),
    path("can-bo/<uuid:person_id>/mat-khau/", accounts.reset, name="account_reset"),
    path("can-bo/<uuid:person_id>/khoa/", accounts.deactivate, name="account_lock"),
    path("can-bo/<uuid:person_id>/mo-khoa/", accounts.reactivate, name="account_unlock"),
]
