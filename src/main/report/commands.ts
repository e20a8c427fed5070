// Commands that repeat by hand what this report states. Only hashes and numbers of ours enter them: a file name out of
// a log, pasted into a shell, could do anything.
import { TrailcaseError } from '../../shared/errors.ts';

function hashOnly(text: string): string {
  if (!/^[0-9a-f]{64}$/.test(text)) throw new TrailcaseError('INTERNAL', `Not a hash: ${JSON.stringify(text)}`);
  return text;
}

/** Confirms that a file named by its hash has it. */
export function checkItemCommand(sha256: string): string {
  return `sha256sum ${hashOnly(sha256)}`;
}

/**
 * Prints the SHA-256 of a record's bytes.
 * @param offset from 0; `tail` counts from 1
 */
export function recordCommand(sha256: string, encoding: string, offset: number, length: number): string {
  return cut(hashOnly(sha256), encoding, String(offset + 1), String(length));
}

function cut(file: string, encoding: string, from: string, length: string): string {
  const content = encoding === 'gzip' ? `gzip -dc ${file} | tail -c +${from}` : `tail -c +${from} ${file}`;
  return `${content} | head -c ${length} | sha256sum`;
}

const SQLITE = 'sqlite3 -readonly case.trailcase';

/** The manifests behind the roots, a line per row. */
export const MANIFEST_SQL = {
  evidence:
    "SELECT lower(hex(sha256)) || '  ' || iif(kept, 'evidence', 'not-kept') || '/' || lower(hex(sha256)) FROM evidence ORDER BY sha256",
  events:
    "SELECT lower(hex(e.sha256)) || ' ' || r.offset || ' ' || r.length || ' ' || coalesce(d.relation, 'event') FROM records r JOIN evidence e ON e.id = r.evidence LEFT JOIN repeats d ON d.record = r.id ORDER BY e.sha256, r.offset, r.length",
};

/** The text that an entry's hash is taken over, line feeds between. */
export const CUSTODY_SQL =
  'SELECT seq || char(10) || at || char(10) || who || char(10) || action || char(10) || tool || char(10) || outcome || char(10) || detail || char(10) || previous FROM custody WHERE seq = 1';

export const COMMANDS = {
  evidenceRoot: `${SQLITE} "${MANIFEST_SQL.evidence}" | sha256sum`,
  eventsRoot: `${SQLITE} "${MANIFEST_SQL.events}" | sha256sum`,
  delivery: 'find . -type f -exec sha256sum {} +',
  // One line of hexadecimal digits per stored chunk; xxd joins them.
  extract: `${SQLITE} "SELECT hex(bytes) FROM evidence_bytes WHERE evidence = (SELECT id FROM evidence WHERE sha256 = x'HASH') ORDER BY seq" | xxd -r -p > HASH\nsha256sum HASH`,
  record: `${cut('HASH', 'gzip', 'POSITION+1', 'LENGTH')}\n${cut('HASH', 'identity', 'POSITION+1', 'LENGTH')}`,
  // printf drops the line feed that sqlite3 adds at the end.
  custody: `printf %s "$(${SQLITE} "${CUSTODY_SQL}")" | sha256sum`,
  thisFile: 'sha256sum report.html',
} as const;
