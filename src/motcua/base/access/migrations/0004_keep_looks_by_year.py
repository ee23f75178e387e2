from django.db import migrations

from motcua.base.years.migrations import splitting


class Migration(migrations.Migration):
    one_way = splitting.ONE_WAY

    dependencies = [("access", "0003_prepare_looks_to_be_kept_by_year"), ("ledger", "0003_prepare_entries_to_be_kept_by_year")]

    operations = [
        migrations.RunPython(splitting.split("access", "Look")),
    ]
