"""Rows that are never changed may lose what is personal in them, and nothing else, once the tombstone is written.

A model names the fields (`erasable = (…)`): the application's role may update those columns alone, and this trigger
lets them become ERASED alone, where a tombstone tells of the case they belong to.
"""

import pgtrigger

from motcua.base.erasure.marks import ERASED

TOLD = (
    "EXISTS (SELECT FROM erasure_tombstone AS told WHERE told.subject_kind = 'case' AND told.subject_id = ({of})::text)"
)


def only_erased(name: str, *columns: str, of: str, sealed: tuple[str, ...] = ()) -> pgtrigger.Trigger:
    """`of` is SQL for the id of the case a row (OLD) belongs to; `sealed` columns hold cipher text, of which the
    database cannot tell what it says.
    """
    same = ", ".join(f"'{column}'" for column in (*columns, *sealed))
    wrong = [
        f"(to_jsonb(NEW) - ARRAY[{same}]) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY[{same}])",
        *(f"NEW.{column} NOT IN (OLD.{column}, '{ERASED}')" for column in columns),
        f"NOT {TOLD.format(of=of)}",
    ]
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"""
            IF {" OR ".join(wrong)}
            THEN RAISE EXCEPTION 'pgtrigger: this row changes only by an erasure that left its tombstone'; END IF;
            RETURN NEW;
        """,
    )
