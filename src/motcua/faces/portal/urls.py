"""The citizens' addresses."""

from django.urls import path

from motcua.faces.portal.views.home import home
from motcua.faces.portal.views.language import switch_language
from motcua.faces.portal.views.procedure import procedure
from motcua.faces.portal.views.procedures import procedures

app_name = "portal"

urlpatterns = [
    path("", home, name="home"),
    path("thu-tuc/", procedures, name="procedures"),
    path("thu-tuc/<str:code>/", procedure, name="procedure"),
    path("ngon-ngu/", switch_language, name="language"),
]
