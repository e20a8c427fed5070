// What the fields of custody entries hold: Trailcase writes them, out of what people named and typed.
import { classOf, type FieldClass } from './fields.ts';

export type DetailClass =
  | FieldClass
  | { is: 'path' }
  /** What an earlier copy was told to hide. */
  | { is: 'options' };

/** Words of ours. */
const OPEN: ReadonlySet<string> = new Set(
  'kind action colour removed tool version built template outcome state severity confidence format gives phase reason_code language sections of media scope clock source caseid'.split(
    ' ',
  ),
);
const PATHS: ReadonlySet<string> = new Set(['path', 'paths', 'out', 'file', 'from', 'to', 'folder', 'list', 'signature']);
const PEOPLE: ReadonlySet<string> = new Set(['examiner', 'author', 'who', 'reviewer', 'by', 'origin']);

/** Names of members as this and earlier versions write them. */
const OWN_NAMES: ReadonlySet<string> = new Set(
  `access accounts action actor added addressData addresses after alreadyPresent altered answered asOf at attestation author before body buckets built bytes caseId choice
clock code colour complete configuration conflicts contradicting contradicted custody custodyEntries data date depth derived detachedSha256 differing digest digests display entities entries entry event events
eventsRoot evidence evidenceRoot examiner exhibits expected extra facts failed fetched fields file files filter findings folder format freeText from gaps gives handover hashes head identity
import insight invalid inventoryRoot items itemsLeftOut keepAll key keyProtected keys keysAbsent keysFrom kind known label lake leftOut limits list listing log logs matched media
members missing name names note notCloudTrail notFetched nothingNew number offsetMs ok oneTimeKey options organisation origin other out outcome pages parser path paths patterns phase
present problems query ratio reason recordProblems records redacted redaction refused region regions removed reports requests resources root roots rows s3 scope seal
seals sealed sections seq sha256 shows sightings signature signatures size source sources sql state statedTime statementSha256 steps subject supporting table tag technique techniques template text
timestamp timezone title to tool narrative questions what when where how why tactics value heading columns facets split order view total truncated unattested unknown unlisted unnumbered unread unreadable unsigned valid verification version versions volumes who wrong`
    .trim()
    .split(/\s+/),
);

/** Values of fields in OPEN that are none of AWS's words. */
const OWN_VALUES: ReadonlySet<string> = new Set(
  `bookmark bookmarks tag tags note notes red orange amber yellow green blue purple violet grey gray draft asserted open kept rejected info low medium high critical finding findings storyline
list view html pdf csv jsonl json xlsx timesketch annotations zip folder plain plaso misp stix full brief inventory dossier expert bsa-63 fre-902 image/png image/jpeg image/svg+xml image/webp country
network asn city hashes digests all everything system ntp synchronised unsynchronised review reviews`
    .trim()
    .split(/\s+/),
);

/** Whether Trailcase calls a member of an entry's detail so. */
export function isOwnName(name: string): boolean {
  return OWN_NAMES.has(name);
}

/** Whether Trailcase writes this word into a field that holds its own. */
export function isOwnValue(text: string): boolean {
  return OWN_VALUES.has(text) || /^Trailcase \d{1,4}(?:\.\d{1,4}){2}$/.test(text);
}

/** @param path names of members and positions in lists on the way to the value, its own last */
export function detailClassOf(path: readonly string[]): DetailClass {
  const names = path.filter((name) => !/^\d+$/.test(name)).map((name) => name.toLowerCase());
  const own = names.at(-1) ?? '';
  // What an earlier report was told to hide is not told here.
  if (names.includes('redaction')) return { is: 'options' };
  if (OPEN.has(own)) return { is: 'open' };
  if (PATHS.has(own) || (own === 'name' && (names.includes('reports') || names.includes('volumes')))) return { is: 'path' };
  if (PEOPLE.has(own)) return { is: 'name', kind: 'person' };
  if (own === 'event' || own === 'id' || own === 'subject' || /sha256|hash|root|head|fingerprint/.test(own)) return { is: 'open' };
  const found = classOf(path);
  // What no rule for records knows somebody may have typed; a filter or a statement surely.
  return found.is === 'unknown' || found.is === 'open' ? { is: 'unknown' } : found;
}
