"""What the rows of the growing tables hold where no rule of the tables says it: SQL, `i` is the number of the row."""

AT = "(timestamptz '2026-01-05 01:00+00' + i * interval '20 seconds')"
OF = "&"
"""Before the name of a table: the row of the same number there."""
OPEN = "i % 4 = 0"
"""A quarter of the cases is still at work."""
NAME = "(ARRAY['Nguyễn Thị','Trần Văn','Lê Minh','Phạm Hồng'])[1 + i % 4] || ' ' || substr(md5(i::text), 1, 9)"
FOLDED = "(ARRAY['nguyen thi','tran van','le minh','pham hong'])[1 + i % 4] || ' ' || substr(md5(i::text), 1, 9)"


def when(condition: str, value: str, other: str = "NULL") -> str:
    return f"CASE WHEN {condition} THEN {value} ELSE {other} END"


SHAPES: dict[str, dict[str, str]] = {
    "bulk_row": {"code": "''", "reason_vi": "''", "reason_en": "''"},
    "cases_case": {
        "state": when(OPEN, "'submitted'", "'closed'"),
        "channel": "'counter'",
        "result_wanted": "'counter'",
        "filing_number": "'H26-' || lpad(i::text, 10, '0')",
        "code": when(OPEN, "NULL", "'H26.T1-260105-' || lpad(i::text, 7, '0')"),
        "same_day": "true",
        "receiving_path": "'/H26.T1/'",
        "resolving_path": "'/H26.T1/'",
        "submitted_at": AT,
        "answer_by": f"{AT} + interval '8 hours'",
        "due_at": when(OPEN, "NULL", f"{AT} + interval '5 days'"),
        **{f"{act}_at": when(OPEN, "NULL", AT) for act in ("accepted", "decided", "returned", "ended")},
    },
    "cases_applicant": {
        "kind": when("i % 10 = 0", "'organisation'", "'person'"),
        "full_name": NAME,
        "folded_name": FOLDED,
        "organisation": when("i % 10 = 0", "'Công ty ' || i", "''"),
        "phone": "'09' || lpad(i::text, 8, '0')",
    },
    "cases_apology": {"was": AT, "due": f"{AT} + interval '1 day'"},
    "cases_clock_stop": {"ended_at": f"{AT} + interval '1 day'", "effect": "'stop'", "reason": "'supplement'"},
    "cases_decision": {"outcome": "'granted'", "imported": "true"},
    "cases_returned_decision": {"outcome": "'granted'"},
    "cases_supplement": {"answered_at": AT},
    "correspondence_message": {"state": "'sent'", "sent_at": AT, "channel": "'inapp'", "language": "'vi'"},
    "catalogue_procedure": {"code": "'1.00000' || i"},
    "directory_agency": {"identifier": "'H26.T' || i", "path": "'/H26.T' || i || '/'"},
    "directory_position": {"roles": "'{specialist}'"},
    "directory_person": {"full_name": NAME, "name_folded": FOLDED, "identity_kind": "'none'", "phone": "''"},
    "ledger_entry": {"subject_kind": "'case'", "actor_kind": "'system'", "at": AT, "facts": '\'{"code": "H26.T1"}\''},
    "ledger_head": {"subject_kind": "'case'"},
    "ledger_segment": {"first": "1", "last": "2"},
    "routing_errand": {"next_try_at": AT},
    "routing_reminder": {"task_id": f"{OF}routing_task"},
    "routing_sub_request": {
        "asking_agency_id": "(SELECT id FROM directory_agency ORDER BY identifier DESC LIMIT 1)",
        "agency_id": "(SELECT id FROM directory_agency ORDER BY identifier LIMIT 1)",
        "kind": "'opinion'",
        "state": "'sent'",
    },
    "routing_task": {"closed_at": when(OPEN, "NULL", AT), "outcome": when(OPEN, "''", "'forwarded'")},
}
"""By table and column."""
