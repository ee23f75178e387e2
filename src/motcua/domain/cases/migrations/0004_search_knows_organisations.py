"""The searched name of an organisation's case holds the organisation as well."""

from django.db import migrations

from motcua.kernel.text import fold


def fold_organisations(apps, schema_editor):
    applicants = apps.get_model("cases", "Applicant").objects.exclude(organisation="")
    for applicant in applicants.only("pk", "full_name", "organisation").iterator():
        applicant.folded_name = fold(f"{applicant.full_name} {applicant.organisation}")
        applicant.save(update_fields=["folded_name"])


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_worklists_and_search_by_index")]

    operations = [migrations.RunPython(fold_organisations, migrations.RunPython.noop)]
