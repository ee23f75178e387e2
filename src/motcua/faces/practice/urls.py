"""Where officials practise, below /can-bo/."""

from django.urls import path

from motcua.faces.practice.views import door

app_name = "practice"

urlpatterns = [
    path("luyen-tap/", door.practice, name="practice"),
    path("luyen-tap/bat-dau/", door.begin, name="begin"),
]
