-- case_page: one case with its applicant, papers, tasks, documents and history.
SELECT row_to_json(c), row_to_json(a), row_to_json(v), row_to_json(p), o.name, g.name,
    (SELECT json_agg(x) FROM cases_paper x WHERE x.case_id = c.id),
    (SELECT json_agg(x) FROM routing_task x WHERE x.case_id = c.id),
    (SELECT json_agg(x) FROM cases_decision x WHERE x.case_id = c.id),
    (SELECT json_agg(x) FROM cases_hand_over x WHERE x.case_id = c.id),
    (SELECT json_agg(x) FROM documents_document x WHERE x.subject_kind = 'case' AND x.subject_id = c.id::text),
    (SELECT json_agg(x ORDER BY x.number) FROM ledger_entry x WHERE x.subject_kind = 'case' AND x.subject_id = c.id::text)
FROM cases_case c
JOIN cases_applicant a ON a.case_id = c.id
JOIN catalogue_version v ON v.id = c.procedure_version_id
JOIN catalogue_procedure p ON p.id = v.procedure_id
JOIN directory_office o ON o.id = c.office_id
JOIN directory_agency g ON g.id = c.receiving_agency_id
WHERE c.id = %(case)s
