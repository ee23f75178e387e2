"""What seldom changes (agencies, offices, positions, procedures, days off, rules) is kept in processes by its edition.

An edition is a mark that is another one as soon as any of it was changed: each statement that writes to a watched table
leaves a numbered row (`watching.watched`, a trigger), and the mark is the greatest number and the sum of all. Rows are
only added, so the sum grows, also by a transaction that was long on its way; a sweep adds a row before others go, so
that the greatest number is one no mark had before. A mark never comes back. When the last change was is part
of it, so that a restored database goes its own way, and the national calendar's digest.

    mark = edition()                          # one small statement, or part of another: EDITION_SQL
    office = office_kept(office_id, mark)     # no statement while nothing changed

A reader is marked with `kept` and takes the mark last; what it gives is shared by all of the process: never change it.
Whoever decides asks for the mark inside the deciding transaction.
"""

from motcua.base.edition.keeping import kept
from motcua.base.edition.mark import EDITION_SQL, edition

__all__ = ["EDITION_SQL", "edition", "kept"]
