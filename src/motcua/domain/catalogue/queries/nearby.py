"""What comes near a question: slips forgiven, words too many passed over, rare words counting most. One statement.

The rarest words of the question choose a few hundred entries; only those are weighed with all its words.
"""

from typing import Any

from django.db import connection

from motcua.domain.catalogue.queries.hits import Asked, Row, offered
from motcua.domain.catalogue.searchkeys import phrase, slips

PASSED_OVER = frozenset(
    (
        *("toi", "em", "anh", "chi", "minh", "ban", "nguoi", "muon", "can", "xin", "hoi", "cho", "la", "thi", "o"),
        *("dau", "nhu", "the", "nao", "gi", "phai", "duoc", "bi", "voi", "va", "cua", "ra", "vao", "de", "lam"),
        *("tuc", "ve", "khi", "nay", "kia", "a", "oi"),
    )
)
"""Words people put around what they mean."""
ALIKE = 14
"""How many words of the catalogue a word of a question may stand for that is none of them."""
ALIKE_A_KNOWN_ONE = 5
RAREST = 3
WEIGHED = 200
COMPARED = 30
ENOUGH = 0.6
"""The share of a question's weight an entry must hold."""
SLIPPED = 0.8
SCORES = f"""
WITH asked AS MATERIALIZED (
    SELECT asked.*, EXISTS (SELECT FROM catalogue_word same WHERE same.word = asked.word) AS known
    FROM unnest(%s::int[], %s::text[], %s::text[]) AS asked (place, word, slips)
), most AS MATERIALIZED (
    SELECT greatest(max(entries), 1)::float AS entries FROM catalogue_word
), alike AS MATERIALIZED (
    SELECT asked.place, asked.word AS asked, meant.* FROM asked CROSS JOIN LATERAL (
        SELECT begun.word, begun.entries, CASE WHEN begun.word = asked.word THEN 1.0 ELSE 0.9 END AS worth
        FROM catalogue_word begun
        WHERE begun.word >= asked.word COLLATE "C" AND begun.word < asked.word || '~' COLLATE "C"
          AND (begun.word = asked.word OR NOT asked.known)
        UNION ALL
        SELECT slipped.word, slipped.entries, 0.4 * similarity(slipped.word, asked.word)
            + CASE WHEN left(slipped.word, 1) = left(asked.word, 1) THEN 0.2 ELSE 0 END
            + CASE WHEN right(slipped.word, 1) = right(asked.word, 1) THEN 0.2 ELSE 0 END
        FROM catalogue_word slipped
        WHERE slipped.slips && string_to_array(asked.slips, ' ')
          AND NOT (slipped.word >= asked.word COLLATE "C" AND slipped.word < asked.word || '~' COLLATE "C")
        ORDER BY worth DESC, entries DESC, word LIMIT CASE WHEN asked.known THEN {ALIKE_A_KNOWN_ONE} ELSE {ALIKE} END
    ) meant
    UNION ALL
    SELECT place, word, word, 1, 1.0 FROM asked WHERE word ~ '[0-9]'
), meant AS MATERIALIZED (
    SELECT place, ln(1 + (SELECT entries FROM most) / greatest(avg(entries), 1)) AS weight,
           string_agg(quote_literal(word), '|')::tsquery AS any_of, quote_literal(min(asked))::tsquery AS itself
    FROM alike GROUP BY place
), rarest AS MATERIALIZED (
    SELECT * FROM meant ORDER BY weight DESC, place LIMIT {RAREST}
), candidates AS MATERIALIZED (
    SELECT entry.id FROM rarest JOIN catalogue_entry entry ON entry.words @@ rarest.any_of {{within}}
    GROUP BY entry.id ORDER BY sum(rarest.weight * CASE WHEN entry.words @@ rarest.itself THEN 1.0 ELSE {SLIPPED} END)
        DESC, entry.id LIMIT {WEIGHED}
), scored AS MATERIALIZED (
    SELECT entry.id, round(sum(meant.weight * CASE WHEN entry.words @@ meant.itself THEN 1.0 ELSE {SLIPPED} END
                           )::numeric, 1) AS score
    FROM candidates JOIN catalogue_entry entry USING (id) JOIN meant ON entry.words @@ meant.any_of
    GROUP BY entry.id
    HAVING sum(meant.weight) >= {ENOUGH} * (
        SELECT sum(coalesce(meant.weight, ln(1 + (SELECT entries FROM most)) / 2))
        FROM asked LEFT JOIN meant USING (place))
    ORDER BY entry.standing >= 3, score DESC, length(entry.name_key), entry.id LIMIT {COMPARED}
)
SELECT offered.* FROM ({{offered}}) offered JOIN scored USING (id)
ORDER BY offered.standing >= 3, scored.score DESC, similarity(%s, offered.name_key) DESC,
         length(offered.name_key), offered.id
LIMIT %s
"""


def nearby(text: str, words: list[str], asked: Asked, limit: int) -> list[Row]:
    """Entries within the filters that come near, best first."""
    meant = [word for word in words if word not in PASSED_OVER] or words
    found = offered(asked).order_by()
    within, filters = found.values("id").query.sql_with_params()
    if not asked.narrowed:
        within, filters = "", ()
    shown, shown_params = found.extra(where=["catalogue_entry.id IN (SELECT id FROM scored)"]).query.sql_with_params()
    statement = SCORES.format(within=within and f"AND entry.id IN ({within})", offered=shown)
    lines: list[list[Any]] = [list(range(len(meant))), meant, [" ".join(slips(word)) for word in meant]]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*lines, *filters, *shown_params, phrase(text), limit])
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
