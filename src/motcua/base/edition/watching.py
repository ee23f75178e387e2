"""A table is watched by a trigger in its model's Meta: `triggers = [watched("directory_office")]`."""

import pgtrigger

CHANGED = """
INSERT INTO edition_change (at, what) VALUES (now(), TG_TABLE_NAME);
RETURN NULL;
"""


def watched(table: str) -> pgtrigger.Trigger:
    """Each statement that writes to the table makes another edition."""
    return pgtrigger.Trigger(
        name=f"{table}_watched",
        when=pgtrigger.After,
        level=pgtrigger.Statement,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=CHANGED,
    )


def watched_where(table: str, condition: str) -> pgtrigger.Trigger:
    """Only what becomes of rows of the condition (OLD, NEW), for tables that everyday acts write as well."""
    return pgtrigger.Trigger(
        name=f"{table}_watched",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(condition),
        func=CHANGED,
    )
