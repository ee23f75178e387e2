"""The citizens' addresses."""

from django.urls import path

from motcua.faces.portal.views.filing.applicant import applicant
from motcua.faces.portal.views.filing.office import choose_office
from motcua.faces.portal.views.filing.papers import attach
from motcua.faces.portal.views.filing.review import review, sent
from motcua.faces.portal.views.home import home
from motcua.faces.portal.views.language import switch_language
from motcua.faces.portal.views.papers import papers
from motcua.faces.portal.views.procedure import procedure
from motcua.faces.portal.views.procedures import procedures

app_name = "portal"

urlpatterns = [
    path("", home, name="home"),
    path("thu-tuc/", procedures, name="procedures"),
    path("thu-tuc/<str:code>/", procedure, name="procedure"),
    path("thu-tuc/<str:code>/giay-to/", papers, name="papers"),
    path("nop-ho-so/<uuid:case_id>/nguoi-nop/", applicant, name="filing-applicant"),
    path("nop-ho-so/<uuid:case_id>/giay-to/", attach, name="filing-papers"),
    path("nop-ho-so/<uuid:case_id>/kiem-tra/", review, name="filing-review"),
    path("nop-ho-so/<uuid:case_id>/da-gui/", sent, name="filing-sent"),
    path("nop-ho-so/<str:code>/", choose_office, name="file"),
    path("ngon-ngu/", switch_language, name="language"),
]
