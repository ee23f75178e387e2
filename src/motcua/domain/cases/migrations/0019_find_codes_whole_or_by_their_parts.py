"""Codes and numbers are asked for whole, or by a part of them through the index of parts: never by their beginning."""

from motcua.base.growing.migrations import beside


class Migration(beside.Migration):
    dependencies = [("cases", "0018_let_only_erasures_change_what_stands")]

    operations = [
        beside.DropPatternIndex("cases_case_code_afd6bdc8_like", "cases_case", "code"),
        beside.DropPatternIndex("cases_case_filing_number_82c37edb_like", "cases_case", "filing_number"),
        beside.DropPatternIndex("cases_case_tracking_digest_8af01b07_like", "cases_case", "tracking_digest"),
    ]
