// What differs from one run of a question to the next: values that the archive has, the busiest first, always in the same order.

/** A text as SQL. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

const busiest = (value: string, where: string) => (count: number) =>
  `SELECT ${value} AS value FROM events WHERE ${where} GROUP BY value ORDER BY count(*) DESC, value LIMIT ${count}`;

/** SQL for DuckDB that gives so many values, each a text. */
export const PARAMETERS = {
  actor: busiest('actor', "userIdentity.type = 'IAMUser'"),
  key: busiest('userIdentity.accessKeyId', "userIdentity.accessKeyId <> ''"),
  address: busiest('sourceIPAddress', "regexp_full_match(sourceIPAddress, '[0-9.]+')"),
  /** The first half of addresses: a /16. */
  network: busiest("regexp_extract(sourceIPAddress, '^[0-9]+[.][0-9]+')", "regexp_full_match(sourceIPAddress, '[0-9.]+')"),
  api: busiest('eventName', 'eventName IS NOT NULL'),
  day: busiest("strftime(time, '%Y-%m-%dT00:00:00Z')", 'time IS NOT NULL'),
  bucket: busiest("requestParameters->>'bucketName'", "requestParameters->>'bucketName' IS NOT NULL"),
  subnet: busiest("regexp_extract(requestParameters, 'subnet-0[0-9a-f]{16}')", "eventName = 'RunInstances'"),
  /** Not the smallest: those DuckDB would find by what it keeps of each block of the column, as in an index. */
  eventID: (count: number) => `SELECT eventID FROM events WHERE eventID >= '8' ORDER BY eventID LIMIT ${count}`,
  /** Row numbers about the middle of the list. */
  middle: (count: number) =>
    `SELECT CAST(n // 2 + 101 * i AS VARCHAR) FROM (SELECT count(*) AS n FROM events), range(${count}) AS steps(i) ORDER BY i`,
} as const satisfies Record<string, (count: number) => string>;

export type ParameterName = keyof typeof PARAMETERS;

/**
 * Columns that DuckDB's table gets beside those of the record, as anyone would add who asks more than once: the time as a time, and the name
 * of who acted as Trailcase says it (src/main/ingest/actor.ts), for the kinds of identity that the generated archive has.
 */
export const FURTHER_COLUMNS = `
  CAST(eventTime AS TIMESTAMP) AS time,
  CASE userIdentity.type
    WHEN 'Root' THEN 'root'
    WHEN 'AssumedRole' THEN userIdentity.sessionContext.sessionIssuer.userName || '/' || split_part(userIdentity.arn, '/', 3)
    WHEN 'AWSService' THEN userIdentity.invokedBy
    ELSE coalesce(
      userIdentity.userName,
      CASE WHEN userIdentity.principalId IS NULL THEN userIdentity.invokedBy END,
      userIdentity.principalId,
      userIdentity.accountId)
  END AS actor`;
