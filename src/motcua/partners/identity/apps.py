from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "motcua.partners.identity"
    label = "identity"
