-- How many events were delivered before and after the item :evidence: what was shown of them when it was the newest may have been another record.
SELECT count(*) FROM (
  SELECT 1 FROM repeats d JOIN records r ON r.id = d.record JOIN records p ON p.id = d.primary_record GROUP BY d.primary_record
  HAVING min(min(r.evidence), p.evidence) <= :evidence AND max(max(r.evidence), p.evidence) > :evidence
);
