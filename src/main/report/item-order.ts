// The order of lists whose keys a redacted report hides. An order of hashes or of hidden names would tell of them, without the salt, what no mark tells:
// there the order is a keyed one.
import type { VerifySummary } from '../../shared/domain.ts';
import type { ReadConnection } from '../case/open.ts';
import type { Redaction } from './redaction/redaction.ts';

interface Ordering {
  db: ReadConnection;
  redaction: Redaction | null;
}

/** Sorted by a text: as texts are compared, or in a redacted report by its keyed order. @param key a text that is hidden, or may be */
export function inShownOrder<T>({ redaction }: { redaction?: Redaction | null }, list: Iterable<T>, key: (one: T) => string): T[] {
  const keyed = [...list].map((one) => ({ one, key: redaction ? redaction.orderOf(key(one)) : key(one) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ one }) => one);
}

/** Sorted by numbers that are shown; ties by a text that is hidden, or may be, as `inShownOrder` sorts it. */
export function withKeyedTies<T>(
  context: { redaction?: Redaction | null },
  list: Iterable<T>,
  key: (one: T) => string,
  compare: (a: T, b: T) => number,
): T[] {
  return inShownOrder(context, list, key).sort(compare);
}

/** What a verification lists in order of names or hashes: in a redacted report by what is shown of it, then in the keyed order. */
export function verificationInShownOrder(verification: VerifySummary, redaction: Redaction | null): VerifySummary {
  if (redaction === null) return verification;
  const keyed = <T>(list: readonly T[], key: (one: T) => string): T[] => inShownOrder({ redaction }, list, key);
  const { chains, keys, keysFrom, keysAbsent, items } = verification;
  // Items stand in groups by what was found of them: the groups keep their place.
  const groups = [...new Set((items ?? []).map(({ kind, verdict }) => `${kind} ${verdict}`))];
  const groupOf = ({ kind, verdict }: { kind: string; verdict: string }): number => groups.indexOf(`${kind} ${verdict}`);
  return {
    ...verification,
    ...(chains && { chains: keyed(chains, ({ id }) => id) }),
    ...(keys && { keys: keyed(keys, ({ origin, fingerprint }) => `${origin} ${fingerprint}`) }),
    ...(keysFrom && { keysFrom: keyed(keysFrom, (one) => one) }),
    ...(keysAbsent && { keysAbsent: keyed(keysAbsent, ({ fingerprint }) => fingerprint) }),
    ...(items && {
      items: withKeyedTies(
        { redaction },
        items,
        ({ key, reason }) => `${key} ${reason}`,
        (a, b) => groupOf(a) - groupOf(b),
      ),
    }),
  };
}

interface OrderedItem {
  /** Row id. */
  id: number;
  /** Lower-case hex. */
  hash: string;
}

const ordered = new WeakMap<Redaction, OrderedItem[]>();

/** Of a redacted report, in order of the commitments; found once. */
function committed(db: ReadConnection, redaction: Redaction): OrderedItem[] {
  const known = ordered.get(redaction);
  if (known) return known;
  const rows = db.prepare('SELECT id, lower(hex(sha256)) AS hash FROM evidence').all() as OrderedItem[];
  const made = rows.map((item) => ({ item, by: redaction.commitment(item.hash) }));
  made.sort((a, b) => (a.by < b.by ? -1 : 1));
  const items = made.map(({ item }) => item);
  ordered.set(redaction, items);
  return items;
}

/** Items of the inventory in its order, from one index to before another; -1: to the end. */
export function itemsInOrder({ db, redaction }: Ordering, from: number, to: number): OrderedItem[] {
  if (redaction !== null) return committed(db, redaction).slice(from, to < 0 ? undefined : to);
  const items = db.prepare('SELECT id, lower(hex(sha256)) AS hash FROM evidence ORDER BY sha256 LIMIT ? OFFSET ?');
  return items.all(to < 0 ? -1 : to - from, from) as OrderedItem[];
}
