// What the logs of a case do not show: places and days, spans without attestation, kinds of events that were not or perhaps not recorded.
import type { TrailFacts } from '../../../shared/empty.ts';
import { and, or, type TermNode } from '../../../shared/filter/tree.ts';
import { printTree } from '../../../shared/filter.ts';
import type { Chain, ChainSpan } from '../../../shared/integrity.ts';
import { isProven } from '../../../shared/integrity-words.ts';
import { eventId, type StoredRow } from '../../case/event-rows.ts';
import { eventsOf } from '../../query/columns/case-events.ts';
import { CONFIGURING_APIS } from '../../query/empty/data-events.ts';
import { configurationIn } from '../../query/empty/trail-config.ts';
import { EventLists } from '../../query/event-list.ts';
import type { ReportContext } from '../context.ts';
import { inShownOrder, withKeyedTies } from '../item-order.ts';
import { type Coverage, coverageOf, type PlaceFacts } from './coverage.ts';
import { type Edges, edgesOf } from './edges.ts';
import { type LoggingFacts, loggingOf, type RecordedKind, recordedKinds } from './recording.ts';

/** Open spans, and calls that changed what is recorded, that are listed. */
const MOST_SPANS = 30;
const MOST_CHANGES = 40;
/** Changes of one time that are read to be put in order. */
const MOST_OF_ONE_TIME = 2000;

export interface ChainFacts {
  chain: Chain;
  from: number;
  to: number;
  /** ms of delivery time. */
  proven: number;
  open: number;
  /** Null: all is proven. */
  worst: ChainSpan['state'] | null;
}

export interface GapsFacts {
  coverage: Coverage;
  /** Null: not judged. Empty with `hasDigests` false: there are none. */
  chains: ChainFacts[] | null;
  hasDigests: boolean;
  /** Longest first. */
  spans: { chain: Chain; span: ChainSpan }[];
  moreSpans: { spans: number; ms: number };
  /** Places with events or deliveries of which no chain of digests speaks. */
  unchained: { account: string; region: string }[];
  /** Time before the first and after the last digest; null where digests were not judged. */
  edges: Edges | null;
  kinds: RecordedKind[];
  /** Events that do not say of which kind they are. */
  kindless: number;
  trails: (TrailFacts & { over: LoggingFacts })[];
  unassigned: number;
  changes: { total: number; rows: { row: StoredRow; id: string }[]; filter: string };
  /** Items that are no log file of a trail, by shape. */
  selected: { shape: string; items: number; records: number }[];
  unreadable: number;
}

/** Shapes of which the data were chosen by a question. */
const SELECTED: ReadonlySet<string> = new Set([
  'lookup-events',
  'lookup-text',
  'event-history-csv',
  'query-csv',
  'lake-rows',
  'query-rows',
  'log-export',
  'record-csv',
]);

export function gapsFacts(
  context: Pick<ReportContext, 'db' | 'zone' | 'verification'> & Partial<Pick<ReportContext, 'redaction'>>,
): GapsFacts {
  const { db, zone, verification } = context;
  const coverage = coverageOf(db, zone, context.redaction ?? null);
  const chains = verification.chains ?? null;
  const { unassigned, ...configured } = configurationIn(db);
  const trails = context.redaction ? inShownOrder(context, configured.trails, ({ facts }) => facts.arn) : configured.trails;
  const span = spanOf(coverage.places);
  const open = (chains ?? []).flatMap((chain) => chain.spans.filter(({ state }) => !isProven(state)).map((span) => ({ chain, span })));
  const longest = withKeyedTies(
    context,
    open,
    ({ chain }) => chain.id,
    (a, b) => lengthOf(b.span) - lengthOf(a.span) || a.span.from - b.span.from,
  );
  const unlisted = longest.slice(MOST_SPANS);
  const spoken = new Set((chains ?? []).filter(({ trail }) => trail !== '').map(({ account, region }) => `${account} ${region}`));
  return {
    coverage,
    chains: chains?.map(chainFacts) ?? null,
    hasDigests: db.prepare("SELECT 1 FROM evidence WHERE kind = 'digest' LIMIT 1").get() !== undefined,
    spans: longest.slice(0, MOST_SPANS),
    moreSpans: { spans: unlisted.length, ms: unlisted.reduce((sum, { span }) => sum + lengthOf(span), 0) },
    unchained: coverage.places.filter(({ account, region }) => account !== '' && region !== '' && !spoken.has(`${account} ${region}`)),
    edges: chains === null ? null : edgesOf(eventsOf(db), chains),
    ...recordedKinds(db, trails, coverage.places, span),
    trails: trails.map((trail) => ({ ...trail.facts, over: loggingOf(trail, span) })),
    unassigned,
    changes: changesIn(context),
    selected: (
      db
        .prepare('SELECT shape, count(*) AS items, sum(records) AS records FROM evidence WHERE records > 0 GROUP BY shape ORDER BY shape')
        .all() as GapsFacts['selected']
    ).filter(({ shape }) => SELECTED.has(shape)),
    unreadable: db.prepare("SELECT count(*) FROM evidence WHERE kind = 'unreadable'").pluck().get() as number,
  };
}

/** From the first event or delivery of the case to the last, which is still within. */
function spanOf(places: readonly PlaceFacts[]): { from: number; to: number } | null {
  const times = places.flatMap(({ first, last, firstDelivery, lastDelivery }) => [first, last, firstDelivery, lastDelivery]);
  const dated = times.filter((at) => at !== null);
  return dated.length === 0 ? null : { from: Math.min(...dated), to: Math.max(...dated) + 1 };
}

const lengthOf = ({ from, to }: Pick<ChainSpan, 'from' | 'to'>): number => to - from;

/** Worst first. */
const WORST: readonly ChainSpan['state'][] = ['invalid', 'missing', 'incomplete', 'stopped', 'uncovered', 'unverifiable'];

function chainFacts(chain: Chain): ChainFacts {
  const sum = (spans: readonly ChainSpan[]): number => spans.reduce((all, span) => all + lengthOf(span), 0);
  const states = new Set(chain.spans.map(({ state }) => state));
  return {
    chain,
    from: chain.spans[0]?.from ?? 0,
    to: chain.spans.at(-1)?.to ?? 0,
    proven: sum(chain.spans.filter(({ state }) => isProven(state))),
    open: sum(chain.spans.filter(({ state }) => !isProven(state))),
    worst: WORST.find((state) => states.has(state)) ?? null,
  };
}

function changesIn(context: Pick<ReportContext, 'db'> & Partial<Pick<ReportContext, 'redaction'>>): GapsFacts['changes'] {
  const { db } = context;
  const filter = printTree(
    and([
      { kind: 'term', field: 'eventSource', value: 'cloudtrail.amazonaws.com' },
      or(CONFIGURING_APIS.map((value): TermNode => ({ kind: 'term', field: 'eventName', value }))),
    ]),
  );
  const selection = eventsOf(db).selections.ready(filter);
  if (!selection || selection.count === 0) return { total: 0, rows: [], filter };
  const rows: { row: StoredRow; id: string }[] = [];
  for (const row of new EventLists(db).iterate(selection, 'asc')) {
    // Those of one time are read on: which of them are listed must tell no more than their order.
    if (rows.length >= MOST_CHANGES && (!context.redaction || row.timeMs !== rows.at(-1)?.row.timeMs || rows.length === MOST_OF_ONE_TIME))
      break;
    rows.push({ row, id: eventId({ ...row, sha256: row.evidence }) });
  }
  if (!context.redaction) return { total: selection.count, rows, filter };
  const at = ({ row }: { row: StoredRow }): number => row.timeMs ?? Number.POSITIVE_INFINITY;
  const sorted = withKeyedTies(
    context,
    rows,
    ({ id }) => id,
    (a, b) => (at(a) === at(b) ? 0 : at(a) - at(b)),
  );
  return { total: selection.count, rows: sorted.slice(0, MOST_CHANGES), filter };
}
