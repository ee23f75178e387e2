from django.apps import AppConfig


class RoutingConfig(AppConfig):
    name = "motcua.domain.routing"
    label = "routing"
