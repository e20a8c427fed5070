// Words of SQL as the editor knows them, and what it says of the parts of a schema.

/** Keywords of queries, in Athena's dialect and in SQLite's; nothing that would write. */
export const KEYWORDS: readonly string[] = (
  'SELECT FROM WHERE GROUP BY ORDER HAVING LIMIT OFFSET FETCH FIRST ROWS ONLY DISTINCT ALL AS AND OR NOT IN IS NULL LIKE ESCAPE BETWEEN EXISTS ' +
  'CASE WHEN THEN ELSE END CAST TRY_CAST TRY JOIN LEFT RIGHT FULL INNER OUTER CROSS ON USING UNION INTERSECT EXCEPT WITH VALUES EXPLAIN ASC DESC ' +
  'NULLS LAST OVER PARTITION FILTER UNNEST ARRAY INTERVAL TIMESTAMP DATE EXTRACT TRUE FALSE'
).split(' ');

/** Types of Athena, for CAST. */
export const TYPES: readonly string[] = ['varchar', 'bigint', 'integer', 'double', 'boolean', 'timestamp', 'date', 'json'];
