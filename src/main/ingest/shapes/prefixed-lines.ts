// Lines of a log that another program wrote, each with the record behind a time and words of its own: syslog, `aws logs tail`.
import type { LineShape } from './shape.ts';

/**
 * Perhaps a priority and a version (RFC 5424), then a time as syslog or ISO 8601 write it, then words; the record begins with the first brace
 * that a quote follows. Without the time any text that cites a record would be taken for a log.
 */
const PREFIX = /^(?:<\d{1,3}>(?:\d )?)?(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d)[^{]{0,150}(?=\{\s?")/;

export const prefixedLines: LineShape = {
  name: 'prefixed-lines',
  recognise: (line) => PREFIX.exec(line)?.[0].length ?? null,
};
