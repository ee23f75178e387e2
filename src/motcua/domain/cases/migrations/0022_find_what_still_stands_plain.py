"""Rows not sealed yet have an index of their own, which is empty once the worker is through; the one over all goes."""

from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations, models

from motcua.base.access import vault
from motcua.base.growing.migrations import beside


class Migration(beside.Migration):
    dependencies = [("cases", "0021_let_what_reaches_applicants_be_sealed")]

    operations = [
        migrations.AddIndex(
            "applicant",
            models.Index(
                fields=["phone"], name="applicant_plain", condition=vault.some_plain("phone", "email", "address")
            ),
        ),
        RemoveIndexConcurrently("applicant", "applicant_by_phone"),
    ]
