"""Fill the search index, its words and the review queue from the versions that are there."""

from typing import Any

from django.db import migrations

from motcua.domain.catalogue.searchkeys import slips

ENTRIES = """
INSERT INTO catalogue_entry (id, procedure_id, version_id, standing, shown, code, name, field_id, issuing_agency,
    executing_agency, levels, service_level, name_key, agency_key, text, words)
SELECT gen_random_uuid(), version.procedure_id, version.id,
    CASE WHEN version.levels && ARRAY['commune', 'district', 'city']::varchar[] THEN 0 ELSE 1 END,
    version.effective, procedure.code, version.name, version.field_id, version.issuing_agency,
    version.executing_agency, version.levels, version.service_level, version.name_key, version.agency_key,
    version.search_text || ' ',
    array_to_tsvector(array_remove(string_to_array(version.search_text, ' ')
        || regexp_split_to_array(lower(version.name), '[^[:alnum:]]+'), ''))
FROM catalogue_version version JOIN catalogue_procedure procedure ON procedure.id = version.procedure_id
WHERE version.state = 'published'
"""
STOPS = """
INSERT INTO catalogue_stop (id, procedure_id, kind, during, reason, decision_number, created_at)
SELECT gen_random_uuid(), version.procedure_id, 'retired', daterange(upper(version.effective), NULL),
    version.retired_reason, '', now()
FROM catalogue_version version
WHERE version.state = 'retired' AND version.number = (
    SELECT max(other.number) FROM catalogue_version other
    WHERE other.procedure_id = version.procedure_id AND other.state <> 'draft')
"""
FLAGS = r"""
INSERT INTO catalogue_flag (id, procedure_id, version_id, position, line, reason, path, place, text, state, note,
    created_at)
SELECT gen_random_uuid(), version.procedure_id, version.id, flag.position, 0, flag.body ->> 'reason',
    flag.body ->> 'field', regexp_replace(flag.body ->> 'field', '\[\d+\]', '[]', 'g'), flag.body ->> 'text',
    'open', '', version.created_at
FROM catalogue_version version, jsonb_array_elements(version.flags) WITH ORDINALITY flag (body, position)
WHERE version.origin = 'import' AND version.number = (
    SELECT max(other.number) FROM catalogue_version other WHERE other.procedure_id = version.procedure_id)
"""
WORDS = "SELECT DISTINCT unnest(string_to_array(trim(text), ' ')) FROM catalogue_entry"
COUNT = """
UPDATE catalogue_word SET entries = counted.ndoc
FROM ts_stat('SELECT words FROM catalogue_entry') counted WHERE counted.word = catalogue_word.word
"""


def fill(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        for statement in (ENTRIES, STOPS, FLAGS):
            cursor.execute(statement)
        cursor.execute(WORDS)
        found = sorted(word for (word,) in cursor.fetchall() if word.isalpha())
    words = apps.get_model("catalogue", "Word").objects
    words.bulk_create([words.model(word=word, slips=slips(word)) for word in found], 1000, ignore_conflicts=True)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(COUNT)


class Migration(migrations.Migration):
    few_rows = "procedures, some thousand"
    dependencies = [("catalogue", "0002_index_lists_stops_and_review")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
