from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "motcua.domain.cases"
    label = "cases"
