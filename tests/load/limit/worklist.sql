-- worklist: the fifty cases due first on the desks of one post, with what a line of the list shows.
SELECT c.id, c.code, c.filing_number, c.state, c.channel, c.due_at, c.submitted_at, a.full_name, a.phone,
    p.code AS procedure_code, v.name AS procedure_name, o.name AS office_name, t.id, t.step, t.due_at, t.assignee_id
FROM routing_task t
JOIN cases_case c ON c.id = t.case_id
JOIN cases_applicant a ON a.case_id = c.id
JOIN catalogue_version v ON v.id = c.procedure_version_id
JOIN catalogue_procedure p ON p.id = v.procedure_id
JOIN directory_office o ON o.id = c.office_id
WHERE t.closed_at IS NULL AND t.agency_path = %(path)s AND t.role = %(role)s
    AND (t.assignee_id IS NULL OR t.assignee_id = %(position)s)
ORDER BY c.due_at, c.id
LIMIT 50
