-- The inventory: where, when and by whom items were found, as JSON arrays, one a line. Its SHA-256 is the inventory root.
-- :evidence, :sources, :places and :problems are the newest rows that count; left out: the case as it is now.
SELECT json_array(lower(hex(sha256)), size, kind, encoding)
FROM evidence WHERE id <= coalesce(:evidence, 9e18) ORDER BY sha256;
SELECT json_array(id, kind, path, at, who, tool, options)
FROM sources WHERE id <= coalesce(:sources, 9e18) ORDER BY id;
SELECT json_array(lower(hex(e.sha256)), f.source, f.path, f.modified)
FROM found_at f LEFT JOIN evidence e ON e.id = f.evidence
WHERE f.id <= coalesce(:places, 9e18) ORDER BY f.source, f.path, lower(hex(e.sha256));
SELECT json_array(lower(hex(e.sha256)), p.source, p.path, p.code, p.detail)
FROM problems p LEFT JOIN evidence e ON e.id = p.evidence
WHERE p.source IS NOT NULL AND p.id <= coalesce(:problems, 9e18) ORDER BY p.source, p.path, p.code, p.detail, lower(hex(e.sha256));
