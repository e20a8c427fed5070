-- The evidence manifest: a line per item, in order of hash. Its SHA-256 is the evidence root.
-- :evidence and :bytes are the newest rows that count; left out: the case as it is now. What was kept later than that was not kept then.
SELECT hash || iif(kept, '  evidence/', '  not-kept/') || hash
FROM (
  SELECT lower(hex(e.sha256)) AS hash, e.kept AND NOT EXISTS (
    SELECT 1 FROM evidence_bytes b WHERE b.evidence = e.id AND b.seq = 0 AND b.id > coalesce(:bytes, 9e18)
  ) AS kept
  FROM evidence e
  WHERE e.id <= coalesce(:evidence, 9e18)
)
ORDER BY hash;
