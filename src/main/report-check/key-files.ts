// The files of AWS's public keys with which a report was written: those that are given again, those that the case holds as evidence, and those that are wanting.
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { ReportCheck } from '../../shared/report.ts';
import { EvidenceReader } from '../case/evidence.ts';
import type { ReadConnection } from '../case/open.ts';
import { redactionSalt } from '../case/redaction-salt.ts';
import type { ReportIdentity } from '../report/identity.ts';
import { Keyed } from '../report/redaction/keyed.ts';
import { type KeyFile, keyFileOf } from '../verify/key-files.ts';
import { KEYS, QUESTIONS } from './words.ts';

type Line = ReportCheck['lines'][number];

export interface KeysOfReport {
  /** With which the case is to be verified so that it gives the report again, as far as they are at hand. */
  keys: KeyFile[];
  /** All of them are. */
  complete: boolean;
  /** null: it was written without any, and none was given. */
  line: Line | null;
}

/** Bytes: far more than a list of keys has. */
const LARGEST = 16 * 1024 ** 2;

/** A file at hand, under the names that it goes by. */
interface AtHand {
  sha256: string;
  names: string[];
  from: 'given' | 'evidence';
  content(): Uint8Array;
}

/** @param given those that were named for the check */
export function keysOfReport({ keyFiles, redacted }: ReportIdentity, given: readonly KeyFile[], db: ReadConnection): KeysOfReport {
  // One of an earlier version does not tell its keys: those that are given may be the right ones.
  if (keyFiles === undefined) return { keys: [...given], complete: true, line: null };
  const salt = redacted ? redactionSalt(db) : null;
  // Without the secret of the case nothing can be told; that is said elsewhere.
  if (redacted && keyFiles.length > 0 && salt === null) return { keys: [...given], complete: true, line: null };
  const told = salt === null ? (text: string): string => text : (text: string): string => new Keyed(salt).commitment(text);
  const hands = [
    ...given.map(handed),
    ...(keyFiles.length === 0
      ? []
      : inEvidence(
          db,
          keyFiles.map(({ sha256 }) => sha256),
          told,
        )),
  ];
  const keys: KeyFile[] = [];
  const used: string[] = [];
  const wanting: string[] = [];
  for (const { name, sha256 } of keyFiles) {
    const hand = hands.find((one) => told(one.sha256) === sha256);
    // Its name stands in the report: of one that is not redacted it is known, of a redacted one it has to be found.
    const called = salt === null ? name : hand?.names.find((one) => told(one) === name);
    if (hand === undefined) wanting.push(redacted ? KEYS.unknown : KEYS.wanted(name, sha256));
    else if (called === undefined) wanting.push(KEYS.otherName(hand.sha256));
    else {
      keys.push(keyFileOf(called, hand.content()));
      used.push(hand.from === 'given' ? KEYS.given(called, hand.sha256) : KEYS.fromEvidence(called, hand.sha256));
    }
  }
  const aside = given
    .filter(({ content }) => !keyFiles.some(({ sha256 }) => sha256 === told(hashOf(content))))
    .map(({ content }) => hashOf(content));
  return { keys, complete: wanting.length === 0, line: lineOf(used, wanting, aside) };
}

function lineOf(used: readonly string[], wanting: readonly string[], aside: readonly string[]): Line | null {
  if (used.length + wanting.length + aside.length === 0) return null;
  const reason = [
    ...(wanting.length > 0 ? [KEYS.give(wanting)] : []),
    ...(used.length > 0 ? [KEYS.used(used)] : []),
    ...(aside.length > 0 ? [KEYS.aside(aside)] : []),
  ];
  return { what: QUESTIONS.keys, verdict: wanting.length > 0 ? 'unknown' : 'holds', reason: reason.join(' ') };
}

function handed({ name, content }: KeyFile): AtHand {
  return { sha256: hashOf(content), names: [name], from: 'given', content: () => content };
}

/** Items of the case with one of these hashes, or commitments. */
function inEvidence(db: ReadConnection, wanted: readonly string[], told: (text: string) => string): AtHand[] {
  const items = db
    .prepare("SELECT id, lower(hex(sha256)) AS sha256 FROM evidence WHERE kept AND kind = 'keys' AND size <= ?")
    .all(LARGEST) as {
    id: number;
    sha256: string;
  }[];
  const places = db.prepare('SELECT DISTINCT path FROM found_at WHERE evidence = ? ORDER BY path LIMIT 100').pluck();
  const evidence = new EvidenceReader(db);
  return items
    .filter(({ sha256 }) => wanted.includes(told(sha256)))
    .map(({ id, sha256 }) => ({
      sha256,
      names: (places.all(id) as string[]).map((path) => basename(path)),
      from: 'evidence',
      content: () => Buffer.concat([...evidence.deliveredChunks(id)]),
    }));
}

function hashOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
