"""Telephones are going to be sealed: they are found whole, by a digest, and no longer by a part."""

from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations, models

from motcua.base.access import vault
from motcua.base.growing.migrations import beside


class Migration(beside.Migration):
    dependencies = [("cases", "0019_find_codes_whole_or_by_their_parts")]

    operations = [
        migrations.AddField("applicant", "phone_digest", vault.ShortDigestField(of="phone")),
        migrations.AddIndex(
            "applicant",
            models.Index(
                fields=["phone_digest"],
                name="applicant_by_telephone",
                condition=models.Q(phone_digest__isnull=False),
            ),
        ),
        RemoveIndexConcurrently("applicant", "applicant_phone_parts"),
    ]
