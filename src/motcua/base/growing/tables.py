"""Which tables grow with every case and are kept: with a million cases they have a million rows or more."""

GROWING = frozenset(
    {
        "access_account", "access_look",
        "bulk_row",
        "cases_apology", "cases_applicant", "cases_bundle", "cases_bundle_member", "cases_case", "cases_clock_stop",
        "cases_decision", "cases_hand_over", "cases_paper", "cases_paper_file", "cases_postal_correction",
        "cases_postal_record", "cases_returned_decision", "cases_sign_off", "cases_site_check", "cases_supplement",
        "cases_supplement_item", "cases_visit",
        "correspondence_message",
        "directory_enterprise", "directory_person",
        "documents_document", "documents_withdrawal",
        "files_storedfile",
        "ledger_entry", "ledger_head", "ledger_leaf", "ledger_segment",
        "legacy_event", "legacy_imported",
        "routing_answer_file", "routing_errand", "routing_reminder", "routing_shown_paper", "routing_sub_request",
        "routing_task",
    }
)  # fmt: skip
