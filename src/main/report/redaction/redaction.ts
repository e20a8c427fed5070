// What a redacted report hides and what stands in its place: pseudonyms and commitments keyed with the case's salt, the same wherever a value stands.
import type { RedactionOptions } from '../../../shared/report.ts';
import { readFacts } from '../../case/facts.ts';
import type { ReadConnection } from '../../case/open.ts';
import { neededSalt } from '../../case/redaction-salt.ts';
import type { Redactor, ShownPiece, TextKind } from '../html.ts';
import { type Collected, collect } from './collect.ts';
import { detailClassOf, isOwnName, isOwnValue } from './detail-fields.ts';
import { classOf } from './fields.ts';
import { foldedValue } from './fold.ts';
import { Keyed, Pseudonyms } from './keyed.ts';
import { groupOf, type Kind } from './kinds.ts';
import { Ledger } from './ledger.ts';
import { isMarking } from './markings.ts';
import { RecordView } from './record-view.ts';
import { fieldRules } from './rules.ts';
import { Texts } from './texts.ts';
import { type Hide, Values } from './values.ts';
import type { NamedValue } from './verified-names.ts';

export interface Redaction extends Redactor {
  options: RedactionOptions;
  /** Stands in place of a hash of the case: HMAC-SHA-256 of its text, keyed with a key of its own, lower-case hex. */
  commitment(hash: string): string;
  /** A keyed order of hidden texts: never printed, and telling nothing of them. */
  orderOf(text: string): string;
  /** A record of the evidence. @param text JSON; anything else is hidden whole */
  record(text: string): RecordView;
  /** The detail of a custody entry. */
  detail(text: string): RecordView;
  /** A path of the evidence or of the examiner's computer. */
  path(text: string): readonly ShownPiece[];
  /** The name of a resource, whatever it looks like. */
  resource(text: string, kind?: Kind): readonly ShownPiece[];
  /** In place of the organisation's picture; null where it is shown. */
  logo(): ShownPiece | null;
  /** Somebody who worked on the case. */
  person(text: string): readonly ShownPiece[];
  /** What the report is told to have hidden. */
  ledger: Ledger;
  /** How the values of the case were found. */
  collected: Collected;
  /** All that stands for something, with what it stands for; only where they are to be opened. */
  meanings(): Iterable<{ label: string; commitment: string; value: string }>;
}

interface RedactionControl {
  /** Row ids of the records that the report cites: what they name is hidden everywhere. */
  records?: readonly number[] | undefined;
  /** What the report names beside what stands in the tables of the case. */
  named?: readonly NamedValue[] | undefined;
  /** Read no other records for names: for a preview. */
  citedOnly?: boolean | undefined;
  /** Whether what stands for what is remembered, for whoever holds the case. */
  opens?: boolean | undefined;
}

/** Errors: REDACTION_SALT_MISSING, PATTERN_INVALID. */
export function redactionOf(
  db: ReadConnection,
  options: RedactionOptions,
  { records = [], named = [], citedOnly = false, opens = false }: RedactionControl = {},
): Redaction {
  const keyed = new Keyed(neededSalt(db));
  const pseudonyms = new Pseudonyms(keyed, opens);
  const ledger = new Ledger();
  const collected = collect(db, options, { records, named, citedOnly });
  const { dictionary, notes, agents } = collected;
  const { caseId } = readFacts(db);
  const texts = new Texts(options, dictionary, (text) => text === caseId);
  const commitments = new Map<string, string>();
  const commitment = (hash: string): string => {
    const made = keyed.commitment(hash);
    if (opens) commitments.set(hash, made);
    return made;
  };
  const hide: Hide = (kind, value) => {
    const { label, as, full } = standIn(kind, value);
    ledger.add(label, as, full);
    return { hidden: label };
  };
  const standIn = (kind: Kind, value: string): { label: string; as: Kind; full: string } => {
    if (kind === 'secret' || kind === 'note' || kind === 'options' || kind === 'logo') return { label: kind, as: kind, full: '' };
    if (kind === 'commitment') {
      const full = commitment(value);
      return { label: `commitment ${full}`, as: kind, full };
    }
    const known = dictionary.whole(value);
    const as = known?.kind ?? kind;
    const { label, commitment: full } = pseudonyms.of(as, known?.value ?? spelling(kind, value));
    return { label, as, full };
  };
  const values = new Values(texts, hide);
  const isNamed = fieldRules(options.fields);
  const withText = (raw: string): ShownPiece[] => {
    if (notes.has(raw) && !isMarking(raw)) return values.note(raw);
    return agents.has(raw) ? values.agent(raw) : values.text(raw);
  };
  return {
    options,
    hidesNotes: options.freeText,
    commitment,
    orderOf: (text) => keyed.order(text),
    record: (text) => new RecordView(text, { values, hide, classOf, isNamed }),
    detail: (text) =>
      new RecordView(text, { values, hide, classOf: detailClassOf, isNamed, isOwn: { name: isOwnName, value: isOwnValue } }),
    path: (text) => values.path(text),
    resource: (text, kind = 'resource') => values.name(text, kind),
    person: (text) => values.name(text, 'person'),
    ledger,
    collected,
    pieces: (raw: string, kind: TextKind) => (kind !== 'note' ? withText(raw) : isMarking(raw) ? values.text(raw) : values.note(raw)),
    marksIn: (text) => texts.spansIn(text).map(({ kind, value }) => standIn(kind, value).label),
    noteMark: () => hide('note', ''),
    logo: () => (options.freeText ? hide('logo', '') : null),
    *meanings() {
      for (const { value, pseudonym } of pseudonyms.entries()) yield { ...pseudonym, value };
      for (const [value, of] of commitments) yield { label: `commitment ${of}`, commitment: of, value };
    },
  };
}

/** What a pseudonym hangs on: names in small letters, texts as they are. */
function spelling(kind: Kind, value: string): string {
  return groupOf(kind) === 'freeText' || kind === 'field' || kind === 'match' || kind === 'hidden' || kind === 'object'
    ? value
    : foldedValue(value).trim();
}

/** A record as text, with ‹…› where something is hidden: JSON stays JSON. What is no JSON is hidden whole. @param bytes of the record, as decoded */
export function redactRecord(redaction: Redaction, bytes: Buffer | string): string {
  return marked(redaction.record(typeof bytes === 'string' ? bytes : bytes.toString('utf8')).whole());
}

/** A text of the case as plain text, with ‹…› where something is hidden. */
export function redactText(redaction: Redaction, text: string, kind: TextKind = 'text'): string {
  return marked(redaction.pieces(text, kind));
}

/** Pieces as plain text. */
export function marked(pieces: readonly ShownPiece[]): string {
  return pieces.map((piece) => ('shown' in piece ? piece.shown : `‹${piece.hidden}›`)).join('');
}
