"""Where the component page stands."""

from django.urls import path

from motcua.faces.console.views.showcase import components

urlpatterns = [path("", components, name="components")]
