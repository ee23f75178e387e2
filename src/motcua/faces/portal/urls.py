"""The citizens' addresses."""

from django.urls import path

from motcua.faces.portal.views.home import home
from motcua.faces.portal.views.language import switch_language

app_name = "portal"

urlpatterns = [
    path("", home, name="home"),
    path("ngon-ngu/", switch_language, name="language"),
]
