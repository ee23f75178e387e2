-- accept: the rows this act writes, by hand in one round trip. Renewed by `motcua bench --renew-limit`.
WITH w1 AS (
INSERT INTO api_idempotency_key ("id", "key", "digest", "status", "answer", "created_at", "account_id")
VALUES (%(api_idempotency_key_1.id)s, %(api_idempotency_key_1.key)s, %(api_idempotency_key_1.digest)s, %(api_idempotency_key_1.status)s, %(api_idempotency_key_1.answer)s, %(api_idempotency_key_1.created_at)s, %(api_idempotency_key_1.account_id)s)
),
w2 AS (
UPDATE cases_case SET "code" = %(cases_case_1.code)s, "state" = %(cases_case_1.state)s, "version" = %(cases_case_1.version)s, "limit_value" = %(cases_case_1.limit_value)s, "limit_unit" = %(cases_case_1.limit_unit)s, "due_at" = %(cases_case_1.due_at)s, "changed_at" = %(cases_case_1.changed_at)s, "accepted_at" = %(cases_case_1.accepted_at)s, "thread_officer_id" = %(cases_case_1.thread_officer_id)s, "time_limit_id" = %(cases_case_1.time_limit_id)s
WHERE "id" = %(cases_case_1.id)s
),
w3 AS (
UPDATE cases_code_counter SET "last" = "last" + 1
WHERE "id" = %(cases_code_counter_1.id)s
),
w4 AS (
INSERT INTO documents_document ("id", "kind", "number", "subject_kind", "subject_id", "facts", "created_at", "created_by", "verify_digest")
VALUES (%(documents_document_1.id)s, %(documents_document_1.kind)s, %(documents_document_1.number)s, %(documents_document_1.subject_kind)s, %(documents_document_1.subject_id)s, %(documents_document_1.facts)s, %(documents_document_1.created_at)s, %(documents_document_1.created_by)s, %(documents_document_1.verify_digest)s)
),
w5 AS (
UPDATE ledger_head SET "number" = %(ledger_head_1.number)s, "hash" = %(ledger_head_1.hash)s
WHERE "subject_kind" = %(ledger_head_1.subject_kind)s AND "subject_id" = %(ledger_head_1.subject_id)s
),
w6 AS (
INSERT INTO procrastinate_jobs ("queue_name", "task_name", "args", "status", "attempts", "priority", "abort_requested")
VALUES (%(procrastinate_jobs_1.queue_name)s, %(procrastinate_jobs_1.task_name)s, %(procrastinate_jobs_1.args)s, %(procrastinate_jobs_1.status)s, %(procrastinate_jobs_1.attempts)s, %(procrastinate_jobs_1.priority)s, %(procrastinate_jobs_1.abort_requested)s)
),
w7 AS (
UPDATE routing_task SET "due_at" = %(routing_task_1.due_at)s
WHERE "id" = %(routing_task_1.id)s
)
INSERT INTO ledger_entry ("subject_kind", "subject_id", "number", "kind", "actor_kind", "actor_name", "account_id", "person_id", "position_id", "authority", "at", "facts", "previous_hash", "hash")
VALUES (%(ledger_entry_1.subject_kind)s, %(ledger_entry_1.subject_id)s, %(ledger_entry_1.number)s, %(ledger_entry_1.kind)s, %(ledger_entry_1.actor_kind)s, %(ledger_entry_1.actor_name)s, %(ledger_entry_1.account_id)s, %(ledger_entry_1.person_id)s, %(ledger_entry_1.position_id)s, %(ledger_entry_1.authority)s, %(ledger_entry_1.at)s, %(ledger_entry_1.facts)s, %(ledger_entry_1.previous_hash)s, %(ledger_entry_1.hash)s)
