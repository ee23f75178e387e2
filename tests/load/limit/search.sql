-- search: the twenty procedures shown today that hold both words, the shortest name first.
SELECT e.id, e.version_id, e.code, e.name, e.issuing_agency, e.executing_agency, e.levels, e.service_level, e.standing,
    f.name, f.slug
FROM catalogue_entry e
LEFT JOIN catalogue_field f ON f.id = e.field_id
WHERE e.words @@ '''khai'' & ''sinh'':*'::tsquery AND e.shown @> CURRENT_DATE
ORDER BY length(e.name_key), e.name_key, e.id
LIMIT 21
