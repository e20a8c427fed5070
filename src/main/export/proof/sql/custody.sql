-- Writes the entries :first to :last of the custody log: into entries/ the eight fields that the hash is taken over, joined by line feeds;
-- into text/ the same with the stated hash as ninth line, as in custody.txt.
SELECT writefile(printf('entries/%012d', seq), fields), writefile(printf('text/%012d', seq), fields || char(10) || hash || char(10))
FROM (
  SELECT seq, hash, seq || char(10) || at || char(10) || who || char(10) || action || char(10) || tool || char(10) || outcome || char(10) ||
    detail || char(10) || previous AS fields
  FROM custody WHERE seq BETWEEN :first AND :last
);
