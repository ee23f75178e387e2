-- file: the rows this act writes, by hand in one round trip. Renewed by `motcua bench --renew-limit`.
WITH w1 AS (
INSERT INTO api_idempotency_key ("id", "key", "digest", "status", "answer", "created_at", "account_id")
VALUES (%(api_idempotency_key_1.id)s, %(api_idempotency_key_1.key)s, %(api_idempotency_key_1.digest)s, %(api_idempotency_key_1.status)s, %(api_idempotency_key_1.answer)s, %(api_idempotency_key_1.created_at)s, %(api_idempotency_key_1.account_id)s)
),
w2 AS (
INSERT INTO cases_applicant ("case_id", "kind", "full_name", "folded_name", "organisation", "tax_code", "birth_date", "identity_number", "identity_digest", "phone", "email", "address", "phone_digest")
VALUES (%(cases_applicant_1.case_id)s, %(cases_applicant_1.kind)s, %(cases_applicant_1.full_name)s, %(cases_applicant_1.folded_name)s, %(cases_applicant_1.organisation)s, %(cases_applicant_1.tax_code)s, %(cases_applicant_1.birth_date)s, %(cases_applicant_1.identity_number)s, %(cases_applicant_1.identity_digest)s, %(cases_applicant_1.phone)s, %(cases_applicant_1.email)s, %(cases_applicant_1.address)s, %(cases_applicant_1.phone_digest)s)
),
w3 AS (
INSERT INTO cases_case ("id", "filing_number", "state", "version", "channel", "receiving_path", "resolving_path", "summary", "result_wanted", "limit_unit", "same_day", "promise_ground", "tracking_digest", "created_at", "changed_at", "submitted_at", "office_id", "procedure_version_id", "receiving_agency_id", "resolving_agency_id", "visit_id", "process_state", "data")
VALUES (%(cases_case_1.id)s, %(cases_case_1.filing_number)s, %(cases_case_1.state)s, %(cases_case_1.version)s, %(cases_case_1.channel)s, %(cases_case_1.receiving_path)s, %(cases_case_1.resolving_path)s, %(cases_case_1.summary)s, %(cases_case_1.result_wanted)s, %(cases_case_1.limit_unit)s, %(cases_case_1.same_day)s, %(cases_case_1.promise_ground)s, %(cases_case_1.tracking_digest)s, %(cases_case_1.created_at)s, %(cases_case_1.changed_at)s, %(cases_case_1.submitted_at)s, %(cases_case_1.office_id)s, %(cases_case_1.procedure_version_id)s, %(cases_case_1.receiving_agency_id)s, %(cases_case_1.resolving_agency_id)s, %(cases_case_1.visit_id)s, %(cases_case_1.process_state)s, %(cases_case_1.data)s)
),
w4 AS (
INSERT INTO cases_paper ("id", "position", "name", "required", "originals", "copies", "case_id", "requirement_id")
VALUES (%(cases_paper_1.id)s, %(cases_paper_1.position)s, %(cases_paper_1.name)s, %(cases_paper_1.required)s, %(cases_paper_1.originals)s, %(cases_paper_1.copies)s, %(cases_paper_1.case_id)s, %(cases_paper_1.requirement_id)s)
),
w5 AS (
INSERT INTO cases_paper ("id", "position", "name", "required", "originals", "copies", "case_id", "requirement_id")
VALUES (%(cases_paper_2.id)s, %(cases_paper_2.position)s, %(cases_paper_2.name)s, %(cases_paper_2.required)s, %(cases_paper_2.originals)s, %(cases_paper_2.copies)s, %(cases_paper_2.case_id)s, %(cases_paper_2.requirement_id)s)
),
w6 AS (
INSERT INTO cases_paper ("id", "position", "name", "required", "originals", "copies", "case_id", "requirement_id")
VALUES (%(cases_paper_3.id)s, %(cases_paper_3.position)s, %(cases_paper_3.name)s, %(cases_paper_3.required)s, %(cases_paper_3.originals)s, %(cases_paper_3.copies)s, %(cases_paper_3.case_id)s, %(cases_paper_3.requirement_id)s)
),
w7 AS (
INSERT INTO cases_visit ("id", "opened_by", "opened_at", "office_id")
VALUES (%(cases_visit_1.id)s, %(cases_visit_1.opened_by)s, %(cases_visit_1.opened_at)s, %(cases_visit_1.office_id)s)
),
w8 AS (
INSERT INTO ledger_head ("subject_kind", "subject_id", "number", "hash")
VALUES (%(ledger_head_1.subject_kind)s, %(ledger_head_1.subject_id)s, %(ledger_head_1.number)s, %(ledger_head_1.hash)s)
),
w9 AS (
INSERT INTO routing_task ("id", "step", "position", "agency_path", "role", "opened_at", "due_at", "outcome", "note", "agency_id", "case_id", "token", "minutes", "documents")
VALUES (%(routing_task_1.id)s, %(routing_task_1.step)s, %(routing_task_1.position)s, %(routing_task_1.agency_path)s, %(routing_task_1.role)s, %(routing_task_1.opened_at)s, %(routing_task_1.due_at)s, %(routing_task_1.outcome)s, %(routing_task_1.note)s, %(routing_task_1.agency_id)s, %(routing_task_1.case_id)s, %(routing_task_1.token)s, %(routing_task_1.minutes)s, %(routing_task_1.documents)s)
)
INSERT INTO ledger_entry ("subject_kind", "subject_id", "number", "kind", "actor_kind", "actor_name", "account_id", "person_id", "position_id", "authority", "at", "facts", "previous_hash", "hash")
VALUES (%(ledger_entry_1.subject_kind)s, %(ledger_entry_1.subject_id)s, %(ledger_entry_1.number)s, %(ledger_entry_1.kind)s, %(ledger_entry_1.actor_kind)s, %(ledger_entry_1.actor_name)s, %(ledger_entry_1.account_id)s, %(ledger_entry_1.person_id)s, %(ledger_entry_1.position_id)s, %(ledger_entry_1.authority)s, %(ledger_entry_1.at)s, %(ledger_entry_1.facts)s, %(ledger_entry_1.previous_hash)s, %(ledger_entry_1.hash)s)
