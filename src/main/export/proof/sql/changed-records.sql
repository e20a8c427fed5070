-- The records of events that were delivered before and after the item :evidence, as the events manifest lists them, but for what is shown of them: that may have been
-- another record when :evidence was the newest.
WITH changed AS (
  SELECT d.primary_record AS shown FROM repeats d JOIN records r ON r.id = d.record JOIN records p ON p.id = d.primary_record GROUP BY d.primary_record
  HAVING min(min(r.evidence), p.evidence) <= :evidence AND max(max(r.evidence), p.evidence) > :evidence
)
SELECT lower(hex(e.sha256)) || ' ' || r.offset || ' ' || r.length || coalesce('/' || s.value, '') || ' '
FROM (SELECT shown AS record FROM changed UNION ALL SELECT d.record FROM changed c JOIN repeats d ON d.primary_record = c.shown) a
JOIN records r ON r.id = a.record
JOIN evidence e ON e.id = r.evidence
LEFT JOIN decoding_steps s ON s.id = r.steps
WHERE r.evidence <= :evidence;
