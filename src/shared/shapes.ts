// Names of the shapes in which CloudTrail's data comes, each with the words that a person reads. Names are stored; words are not.

export const SHAPES = {
  records: 'Trail log file ({"Records":[…]})',
  'record-list': 'List of records (JSON array)',
  'record-lines': 'Records one after another (JSON lines)',
  'lookup-events': 'Output of lookup-events',
  'lookup-text': 'Output of lookup-events as text',
  eventbridge: 'EventBridge events',
  'log-subscription': 'CloudWatch Logs subscription payload',
  'log-export': 'CloudWatch Logs export to S3',
  'log-text': 'CloudWatch Logs, output of filter-log-events as text',
  'prefixed-lines': 'Lines of a log with the record behind a time and other words (syslog)',
  'event-history-csv': 'Event history, CSV download (reduced copy)',
  'query-csv': 'Query result, CSV of CloudTrail Lake or Athena (reduced copy)',
  'lake-rows': 'Query result, JSON of CloudTrail Lake (reduced copy)',
  'query-rows': 'Query result, JSON with a column in each member (reduced copy)',
  'cell-rows': 'Query result, JSON with rows under named columns (reduced copy)',
  'python-text': 'Records as Python prints them (reduced copy)',
  'record-csv': 'Table of another tool with whole records in a column',
  wrapped: 'Records wrapped by another tool',
  queued: 'Queue or topic message around records',
} as const;

export type ShapeName = keyof typeof SHAPES;

/** The words for a stored shape; one of a newer version is shown as it is. */
export function shapeWords(shape: string): string {
  return (SHAPES as Record<string, string>)[shape] ?? shape;
}
