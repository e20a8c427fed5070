// Lines of a log that another program wrote, each with the record behind a time and words of its own: syslog, `aws logs tail`, Loki. And what a
// search through files prints: the name of the file, perhaps the number of the line, and the line.
import type { LineShape } from './shape.ts';

/** `{job="cloudtrail"}`: what Loki says of a line. */
const LABELS = String.raw`(?:\{\w+="[^"]*"(?:, ?\w+="[^"]*")*\}\s*)?`;

/**
 * Perhaps a priority and a version (RFC 5424), then a time as syslog or ISO 8601 write it, then words; the record begins with the first brace
 * that a quote follows. Without the time any text that cites a record would be taken for a log.
 */
const PREFIX = new RegExp(
  String.raw`^(?:<\d{1,3}>(?:\d )?)?(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d)[^{]{0,150}${LABELS}(?=\{\s?")`,
);

/** A name that ends as those of logs do, as grep and zgrep print it. */
const FILE = /^[^\s{}"']{0,400}\.(?:jsonl?|gz|log|txt)[:-](?:\d{1,9}[:-])?\s*(?=\{\s?")/;

export const prefixedLines: LineShape = {
  name: 'prefixed-lines',
  amongOthers: true,
  recognise: (line) => (PREFIX.exec(line) ?? FILE.exec(line))?.[0].length ?? null,
};
