// Commands that repeat by hand what this report states. Only hashes and numbers of ours enter them: a file name out of
// a log, pasted into a shell, could do anything. They are printed on paper too, and copied from it: no line is longer than a page is wide, and one
// ends only where a shell goes on with the next: behind `|` or within quotes.
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
 * @param steps by which the record is decoded where it is wrapped; '' for none
 */
export function recordCommand(sha256: string, encoding: string, offset: number, length: number, steps: string): string {
  return cut(hashOnly(sha256), encoding, String(offset + 1), String(length), steps);
}

function cut(file: string, encoding: string, from: string, length: string, steps = ''): string {
  const layers = encoding === 'identity' ? [] : encoding.split('+').flatMap((layer) => LAYERS[layer] ?? unknown(layer));
  const [first, ...more] = [...layers, `tail -c +${from}`];
  const decoded = steps === '' ? [] : steps.split('/').flatMap((step) => stepCommand(step));
  return pipe([`${first} ${file}`, ...more, `head -c ${length}`, ...decoded, 'sha256sum']);
}

/** Characters of a command's line that a printed page has room for. */
export const LINE_WIDTH = 96;

/** Programs, each reading what the one before writes; as many in a line as have room. */
function pipe(programs: readonly string[]): string {
  const lines: string[] = [];
  for (const program of programs) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + program.length + ' | '.length + ' |'.length <= LINE_WIDTH)
      lines[lines.length - 1] = `${line} | ${program}`;
    else lines.push(lines.length === 0 ? program : `  ${program}`);
  }
  return lines.join(' |\n');
}

/** Offsets count without the byte order mark, which iconv passes on. */
const NO_MARK = `sed "1s/^$(printf '\\357\\273\\277')//"`;

const LAYERS: Readonly<Record<string, readonly string[]>> = {
  gzip: ['gzip -dc'],
  zstd: ['zstd -dc'],
  'utf-16le': ['iconv -f utf-16le -t utf-8', NO_MARK],
  'utf-16be': ['iconv -f utf-16be -t utf-8', NO_MARK],
};

const STEPS: Readonly<Record<string, string>> = {
  'json-string': 'jq -j .',
  'csv-cell': `sed -e '1s/^"//' -e '$s/"$//' -e 's/""/"/g'`,
  base64: 'base64 -d',
  gzip: 'gzip -dc',
};

function stepCommand(step: string): string[] {
  if (step.startsWith('reduced:')) return [];
  const part = /^at:(\d+)\+(\d+)$/.exec(step);
  return part ? [`tail -c +${Number(part[1]) + 1}`, `head -c ${part[2]}`] : [STEPS[step] ?? unknown(step)];
}

function unknown(name: string): never {
  throw new TrailcaseError('INTERNAL', `No command is known for ${JSON.stringify(name)}`);
}

const SQLITE = 'sqlite3 -readonly case.trailcase';

/** The manifests behind the roots, a line per row. SQL goes on over lines as it likes. */
export const MANIFEST_SQL = {
  // Two single blanks: a reader of PDFs may copy a double one as one.
  evidence:
    "SELECT lower(hex(sha256)) || ' ' || ' ' || iif(kept, 'evidence', 'not-kept') || '/' ||\n  lower(hex(sha256)) FROM evidence ORDER BY sha256",
  events:
    "SELECT lower(hex(e.sha256)) || ' ' || r.offset || ' ' || r.length ||\n  coalesce('/' || s.value, '') || ' ' || coalesce(d.relation, 'event')\n  FROM records r JOIN evidence e ON e.id = r.evidence LEFT JOIN repeats d ON d.record = r.id\n  LEFT JOIN decoding_steps s ON s.id = r.steps ORDER BY e.sha256, r.offset, r.length, s.value",
};

/** The text that an entry's hash is taken over, line feeds between. */
const CUSTODY_SQL = `SELECT seq || char(10) || at ||
  char(10) || who || char(10) || action || char(10) || tool ||
  char(10) || outcome || char(10) || detail || char(10) || previous
  FROM custody WHERE seq = 1`;

export const COMMANDS = {
  evidenceRoot: `${SQLITE} \\\n  "${MANIFEST_SQL.evidence}" | sha256sum`,
  eventsRoot: `${SQLITE} \\\n  "${MANIFEST_SQL.events}" |\n  sha256sum`,
  // A root is over the hashes as they are listed: that the bytes have them, only hashing the bytes shows.
  allBytes: `${SQLITE} \\
  "SELECT lower(hex(sha256)) FROM evidence WHERE kept ORDER BY sha256" |
while read -r HASH; do
  SUM=$(${SQLITE} "SELECT hex(bytes) FROM evidence_bytes WHERE evidence =
    (SELECT id FROM evidence WHERE sha256 = x'$HASH') ORDER BY seq" < /dev/null |
    xxd -r -p | sha256sum | cut -c 1-64)
  if [ "$SUM" = "$HASH" ]; then echo "$HASH ok"; else echo "$HASH DIFFERS"; fi
done`,
  delivery: 'find . -type f -exec sha256sum {} +',
  // One line of hexadecimal digits per stored chunk; xxd joins them.
  extract: `${SQLITE} "SELECT hex(bytes) FROM evidence_bytes WHERE evidence =
  (SELECT id FROM evidence WHERE sha256 = x'HASH') ORDER BY seq" |
  xxd -r -p > HASH
sha256sum HASH`,
  record: `${cut('HASH', 'gzip', 'FIRST', 'LENGTH')}\n${cut('HASH', 'identity', 'FIRST', 'LENGTH')}`,
  // printf drops the line feed that sqlite3 adds at the end.
  custody: `printf %s "$(${SQLITE} "${CUSTODY_SQL}")" |\n  sha256sum`,
  thisFile: 'sha256sum report.html',
} as const;
