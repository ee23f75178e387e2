"""A source of law as each language abbreviates it."""

from motcua.kernel.words import Words

ENGLISH = (
    ("BLDS", "Civil Code"),
    ("BLLĐ", "Labour Code"),
    ("NĐ-CP", "ND-CP"),
    ("QĐ-TTg", "QD-TTg"),
    ("NĐ ", "Decree "),
    ("QĐ ", "Decision "),
    (" Đ.", " Art. "),
)


def cited(source: str) -> Words:
    """ "BLDS Đ.147.2" and "Civil Code Art. 147.2"; what is no abbreviation stays as it was written."""
    told = source
    for vietnamese, english in ENGLISH:
        told = told.replace(vietnamese, english)
    return Words(source, told)
