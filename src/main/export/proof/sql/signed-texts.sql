-- Writes, for every digest, the text that AWS signed, into text/HASH: end time, bucket/object, SHA-256 of the content, signature of the digest before.
-- Run by verify.sh, which has written the digests' content into digest/HASH and their hashes into the file digests.
CREATE TEMP TABLE digest (item TEXT, sum TEXT);
.separator ' '
.import digests digest
SELECT writefile('text/' || item, json_extract(json, '$.digestEndTime') || char(10) ||
  json_extract(json, '$.digestS3Bucket') || '/' || json_extract(json, '$.digestS3Object') || char(10) ||
  sum || char(10) || coalesce(json_extract(json, '$.previousDigestSignature'), 'null'))
FROM (SELECT item, sum, CAST(readfile('digest/' || item) AS TEXT) AS json FROM digest)
WHERE json_valid(json);
