-- close: the rows this act writes, by hand in one round trip. Renewed by `motcua bench --renew-limit`.
WITH w1 AS (
INSERT INTO api_idempotency_key ("id", "key", "digest", "status", "answer", "created_at", "account_id")
VALUES (%(api_idempotency_key_1.id)s, %(api_idempotency_key_1.key)s, %(api_idempotency_key_1.digest)s, %(api_idempotency_key_1.status)s, %(api_idempotency_key_1.answer)s, %(api_idempotency_key_1.created_at)s, %(api_idempotency_key_1.account_id)s)
),
w2 AS (
UPDATE cases_case SET "state" = %(cases_case_1.state)s, "version" = %(cases_case_1.version)s, "changed_at" = %(cases_case_1.changed_at)s, "ended_at" = %(cases_case_1.ended_at)s
WHERE "id" = %(cases_case_1.id)s
),
w3 AS (
UPDATE ledger_head SET "number" = %(ledger_head_1.number)s, "hash" = %(ledger_head_1.hash)s
WHERE "subject_kind" = %(ledger_head_1.subject_kind)s AND "subject_id" = %(ledger_head_1.subject_id)s
)
INSERT INTO ledger_entry ("subject_kind", "subject_id", "number", "kind", "actor_kind", "actor_name", "account_id", "person_id", "position_id", "authority", "at", "facts", "previous_hash", "hash")
VALUES (%(ledger_entry_1.subject_kind)s, %(ledger_entry_1.subject_id)s, %(ledger_entry_1.number)s, %(ledger_entry_1.kind)s, %(ledger_entry_1.actor_kind)s, %(ledger_entry_1.actor_name)s, %(ledger_entry_1.account_id)s, %(ledger_entry_1.person_id)s, %(ledger_entry_1.position_id)s, %(ledger_entry_1.authority)s, %(ledger_entry_1.at)s, %(ledger_entry_1.facts)s, %(ledger_entry_1.previous_hash)s, %(ledger_entry_1.hash)s)
