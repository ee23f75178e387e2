"""A text that may be longer than before changes the catalogue alone: no row is read."""

from django.db import migrations

from motcua.base.access import vault


class Migration(migrations.Migration):
    dependencies = [("directory", "0005_find_people_by_the_digest_of_their_telephone")]

    operations = [
        migrations.AlterField("person", "phone", vault.SealedInPlaceField(blank=True)),
        migrations.AlterField("person", "email", vault.SealedInPlaceField(blank=True)),
        migrations.AlterField("person", "address", vault.SealedInPlaceField(blank=True)),
        migrations.AlterField("enterprise", "phone", vault.SealedInPlaceField(blank=True)),
        migrations.AlterField("enterprise", "email", vault.SealedInPlaceField(blank=True)),
    ]
