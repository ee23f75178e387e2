from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "motcua.partners.mail"
    label = "mail"
