from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "motcua.base.calendars"
    label = "calendars"
