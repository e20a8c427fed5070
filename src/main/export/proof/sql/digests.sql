-- Compares what valid digests state with the case: the digest before each, and the logs. Each row is a line of verify.sh's answer.
-- Run by verify.sh, which has written: digests and contents (item, SHA-256 of the content), valid (digests whose signature fits), digest/HASH.
CREATE TEMP TABLE digest (item TEXT, sum TEXT);
CREATE TEMP TABLE content (item TEXT, sum TEXT);
CREATE TEMP TABLE valid (item TEXT);
.separator ' '
.import digests digest
.import contents content
.import valid valid
CREATE TEMP TABLE document AS
  SELECT item, sum, item IN (SELECT item FROM valid) AS valid, iif(json_valid(json), json, '{}') AS json
  FROM (SELECT item, sum, CAST(readfile('digest/' || item) AS TEXT) AS json FROM digest);

-- The chain: a digest states which one came before it, and that one's SHA-256.
CREATE TEMP TABLE own AS SELECT item, sum, json_extract(json, '$.digestS3Object') AS object FROM document;
CREATE TEMP TABLE before AS
  SELECT json_extract(json, '$.previousDigestS3Object') AS object, lower(json_extract(json, '$.previousDigestHashValue')) AS sum
  FROM document WHERE valid;
SELECT 'FAILED digest ' || own.item || ' is the one that the next digest states' FROM before JOIN own USING (object) WHERE own.sum <> before.sum;
SELECT 'note ' || count(*) || ' digests that a later one names are not in the case' FROM before
  WHERE object NOT IN (SELECT object FROM own WHERE object IS NOT NULL) HAVING count(*) > 0;

-- Logs, found again by their file names, which AWS makes unique; without .gz, since copies may have been unpacked.
CREATE TEMP TABLE named AS
  SELECT DISTINCT replace(replace(object, rtrim(object, replace(object, '/', '')), ''), '.json.gz', '.json') AS name, sum
  FROM (
    SELECT json_extract(f.value, '$.s3Object') AS object, lower(json_extract(f.value, '$.hashValue')) AS sum
    FROM document, json_each(document.json, '$.logFiles') f WHERE document.valid
  );
CREATE TEMP TABLE place AS
  SELECT lower(hex(e.sha256)) AS item, replace(replace(f.path, rtrim(f.path, replace(f.path, '/', '')), ''), '.json.gz', '.json') AS name
  FROM found_at f JOIN evidence e ON e.id = f.evidence;
CREATE TEMP TABLE log AS
  SELECT name, item, c.sum, c.sum = n.sum AS same FROM named n JOIN place USING (name) JOIN content c USING (item);
SELECT 'FAILED log ' || item || ' has the content that its digest states' FROM log WHERE sum <> 'unknown' GROUP BY item HAVING max(same) = 0;
SELECT 'FAILED log ' || min(item) || ' lies in its own place: it is in that of another, which a valid digest names' FROM log WHERE sum <> 'unknown'
  GROUP BY name HAVING max(same) = 0 AND min(item) IN (SELECT item FROM log WHERE same);
SELECT 'ok ' || count(DISTINCT item) || ' logs have the content that a valid digest states' FROM log WHERE same HAVING count(*) > 0;
SELECT 'note ' || count(DISTINCT item) || ' logs are stored in a way that gzip does not undo: not checked' FROM log
  WHERE sum = 'unknown' HAVING count(*) > 0;
SELECT 'note ' || count(*) || ' logs of the case are named by no valid digest' FROM content
  WHERE item NOT IN (SELECT item FROM log) HAVING count(*) > 0;
SELECT 'note ' || count(DISTINCT name) || ' logs that valid digests name are not in the case' FROM named
  WHERE name NOT IN (SELECT name FROM log) HAVING count(*) > 0;
