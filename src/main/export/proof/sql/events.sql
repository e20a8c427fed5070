-- The events manifest: a line per record, ITEMHASH OFFSET LENGTH[/STEPS] RELATION, in order of address. Its SHA-256 is the events root.
-- :evidence is the newest item that counts; left out: the case as it is now.
SELECT lower(hex(e.sha256)) || ' ' || r.offset || ' ' || r.length || coalesce('/' || s.value, '') || ' ' || coalesce(d.relation, 'event')
FROM records r
JOIN evidence e ON e.id = r.evidence
LEFT JOIN repeats d ON d.record = r.id
LEFT JOIN decoding_steps s ON s.id = r.steps
WHERE e.id <= coalesce(:evidence, 9e18)
ORDER BY e.sha256, r.offset, r.length, s.value;
