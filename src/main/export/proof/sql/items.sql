-- Writes the items of the rows :first to :last into items/, named by the hash that the case states for them. An item that is stored in chunks
-- becomes several files, HASH.NUMBER, to be joined in that order. Then lists the items: hash, whether digests may name it (by what it is, or by the place in which it lies), whether gzip decodes it. Of what is newer than
-- the item :evidence no digest of this folder can tell.
.once /dev/null
SELECT writefile('items/' || lower(hex(e.sha256)) ||
  iif(EXISTS (SELECT 1 FROM evidence_bytes c WHERE c.evidence = e.id AND c.seq > 0), printf('.%012d', b.seq), ''), coalesce(b.bytes, x''))
FROM evidence e LEFT JOIN evidence_bytes b ON b.evidence = e.id
WHERE e.kept AND e.id BETWEEN :first AND :last;
SELECT lower(hex(sha256)), id <= :evidence AND (kind IN ('log', 'insight', 'unreadable') OR EXISTS (SELECT 1 FROM found_at f WHERE f.evidence = evidence.id
  AND f.path GLOB '*_CloudTrail*_*T*Z_*.json*' AND f.path NOT GLOB '*.head.json')), encoding IN ('gzip', 'identity')
FROM evidence WHERE kept AND id BETWEEN :first AND :last;
