"""The searched name of an organisation's case holds the organisation as well."""

from django.db import migrations

from motcua.base.growing.migrations import beside
from motcua.kernel.text import fold


def fold_organisations(apps, schema_editor):
    applicants = apps.get_model("cases", "Applicant").objects.using(schema_editor.connection.alias)
    for lot in beside.pieces(applicants.exclude(organisation="").only("pk", "full_name", "organisation")):
        for applicant in lot:
            applicant.folded_name = fold(f"{applicant.full_name} {applicant.organisation}")
        applicants.bulk_update(lot, ["folded_name"])


class Migration(beside.Migration):
    dependencies = [("cases", "0003_worklists_and_search_by_index")]

    operations = [migrations.RunPython(fold_organisations, migrations.RunPython.noop)]
