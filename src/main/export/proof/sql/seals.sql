-- Writes every seal into seal/: the statement, its signature, the public key (DER), and the time stamp token where there is one.
SELECT writefile(printf('seal/%d.statement', id), statement), writefile(printf('seal/%d.signature', id), signature),
  writefile(printf('seal/%d.key', id), public_key), iif(timestamp IS NULL, 0, writefile(printf('seal/%d.timestamp', id), timestamp))
FROM seals;
