"""A text that may be longer than before changes the catalogue alone: no row is read."""

from django.db import migrations

from motcua.base.access import vault


class Migration(migrations.Migration):
    dependencies = [("cases", "0020_find_applicants_by_the_digest_of_their_telephone")]

    operations = [
        migrations.AlterField("applicant", "phone", vault.SealedInPlaceField(blank=True)),
        migrations.AlterField("applicant", "email", vault.SealedInPlaceField(blank=True)),
        migrations.AlterField("applicant", "address", vault.SealedInPlaceField(blank=True)),
    ]
