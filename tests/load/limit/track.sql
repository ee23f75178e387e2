-- track: the stage and due moment of a case by its code.
SELECT c.code, c.state, c.due_at, v.name
FROM cases_case c
JOIN catalogue_version v ON v.id = c.procedure_version_id
WHERE c.code = %(code)s AND c.submitted_at IS NOT NULL
