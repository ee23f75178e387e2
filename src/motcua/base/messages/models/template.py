"""Texts of messages as officials have changed them; what nobody changed stands in the facts files."""

from django.db import models

from motcua.kernel.privacy import plain


class Template(models.Model):
    """The text for one key, channel and language from a day on; the latest that has begun is used.

    `subject` and `body` hold placeholders such as {code}, filled with what the recipient's resolver gives.
    """

    id = plain(models.BigAutoField(primary_key=True))
    key = plain(models.TextField())
    channel = plain(models.CharField(max_length=20))
    language = plain(models.CharField(max_length=2))
    subject = plain(models.TextField())
    body = plain(models.TextField())
    valid_from = plain(models.DateField())

    class Meta:
        db_table = "correspondence_template"
        constraints = [
            models.UniqueConstraint(
                fields=["key", "channel", "language", "valid_from"], name="correspondence_template_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}/{self.channel}/{self.language} from {self.valid_from}"
