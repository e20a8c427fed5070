// What every event that a filter leaves must have: a day, one of some accounts, one of some regions. By these partitions are left out.
import { resolveTime, type TimeContext } from '../../../shared/filter/times.ts';
import { type FilterTree, isTimeField, type TermNode } from '../../../shared/filter.ts';

export interface Demands {
  /** Days in UTC, both included; null: no limit. */
  from: string | null;
  to: string | null;
  /** Null: any. */
  accounts: ReadonlySet<string> | null;
  regions: ReadonlySet<string> | null;
}

const NOTHING: Demands = { from: null, to: null, accounts: null, regions: null };

/**
 * Regions that global services name in their records. Trails of other regions delivered such events, too, into folders of their own region: so these say
 * nothing of the folder. Source: AWS, "Global service events" (CloudTrail User Guide).
 */
const OF_GLOBAL_SERVICES: ReadonlySet<string> = new Set([
  'us-east-1',
  'us-west-2',
  'us-gov-west-1',
  'us-iso-east-1',
  'cn-northwest-1',
  'cn-north-1',
]);

export function demandsOf(tree: FilterTree, times: TimeContext): Demands {
  if (tree.kind === 'term') return ofTerm(tree, times);
  // What is not so demands nothing.
  if (tree.kind === 'not') return NOTHING;
  const parts = tree.of.map((part) => demandsOf(part, times));
  if (tree.kind === 'and') return parts.reduce(both, NOTHING);
  return parts.reduce(either);
}

function ofTerm({ field, value }: TermNode, times: TimeContext): Demands {
  if (isTimeField(field)) {
    const span = resolveTime(field, value, times);
    if ('message' in span) return NOTHING;
    return { ...NOTHING, from: dayOf(span.from), to: dayOf(span.to === null ? null : span.to - 1) };
  }
  if (value === '' || value.includes('*')) return NOTHING;
  // A folder of any other name is none of CloudTrail's, so it would hold nothing.
  if (field === 'accountId') return { ...NOTHING, accounts: new Set([value]) };
  if (field === 'awsRegion' && !OF_GLOBAL_SERVICES.has(value)) return { ...NOTHING, regions: new Set([value]) };
  return NOTHING;
}

/** The last and the first day that a text of four digits can have. */
function dayOf(ms: number | null): string | null {
  if (ms === null) return null;
  return new Date(Math.min(Math.max(ms, Date.UTC(2000, 0, 1)), Date.UTC(2999, 11, 31))).toISOString().slice(0, 10);
}

function both(a: Demands, b: Demands): Demands {
  return {
    from: a.from === null || (b.from !== null && b.from > a.from) ? b.from : a.from,
    to: a.to === null || (b.to !== null && b.to < a.to) ? b.to : a.to,
    accounts: inBoth(a.accounts, b.accounts),
    regions: inBoth(a.regions, b.regions),
  };
}

function inBoth(a: ReadonlySet<string> | null, b: ReadonlySet<string> | null): ReadonlySet<string> | null {
  if (a === null || b === null) return a ?? b;
  return new Set([...a].filter((one) => b.has(one)));
}

function either(a: Demands, b: Demands): Demands {
  const inEither = (x: ReadonlySet<string> | null, y: ReadonlySet<string> | null): ReadonlySet<string> | null =>
    x === null || y === null ? null : new Set([...x, ...y]);
  return {
    from: a.from === null || b.from === null ? null : ([a.from, b.from].sort()[0] as string),
    to: a.to === null || b.to === null ? null : ([a.to, b.to].sort()[1] as string),
    accounts: inEither(a.accounts, b.accounts),
    regions: inEither(a.regions, b.regions),
  };
}
