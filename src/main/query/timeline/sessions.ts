// Credentials as ranges in lanes, and which event in which lane issued them: as lineage knows it.
import type { Args, Result } from '../../../shared/channels.ts';
import type { LaneEdge, LaneSession } from '../../../shared/timeline.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import type { Selection } from '../columns/selections.ts';
import type { KeyFacts } from '../lineage/credentials.ts';
import { type LineageIndex, lineageIndexOf } from '../lineage/lineage-index.ts';
import { keyRef, type Link } from '../lineage/link.ts';
import { Links } from '../lineage/links.ts';
import { Shown } from '../lineage/shown.ts';
import { assignLanes, type LaneAssignment, lanesOfRecord } from './lane-of.ts';
import { Patience } from './patience.ts';
import { mostUsed, type Range, rangesOf, usesIn } from './ranges.ts';
import { withinSpan } from './span.ts';

/** Of resources, as far as they were read. @param selection what the filter leaves */
export function sessions(
  events: CaseEvents,
  selection: Selection,
  { by, values, most, from, to }: Args<'timeline.sessions'>,
  patience = new Patience(),
): Result<'timeline.sessions'> {
  const assignment = assignLanes(events, by, values);
  const within = withinSpan(events, selection, from, to);
  const { listed, left } = listedIn(events, within, assignment, { by, values, most });
  const keys = new Keys(events, patience);
  const found = listed.map((range) => keys.session(range)).sort(inOrder);
  const { edges, count } = keys.edges(listed, assignment, { from, to, most });
  const unchecked = new Set(found.flatMap(({ key, checked }) => (checked ? [] : [key]))).size;
  return { sessions: found, left, edges, leftEdges: count - edges.length, unchecked };
}

interface Listed {
  asked: string;
  listed: readonly Range[];
  left: Result<'timeline.sessions'>['left'];
}

const counted = new WeakMap<Selection, Listed>();

/** What columns tell: counted once for a question that is asked again while records are read. */
function listedIn(
  events: CaseEvents,
  within: Selection,
  assignment: LaneAssignment,
  { by, values, most }: Pick<Args<'timeline.sessions'>, 'by' | 'values' | 'most'>,
): Listed {
  const asked = JSON.stringify([by, most, values]);
  const kept = counted.get(within);
  if (kept?.asked === asked) return kept;
  const uses = usesIn(events, within, assignment);
  const listed = rangesOf(events, within, assignment, mostUsed(events, uses, most));
  const left = uses.map((own) => ({ sessions: own.keys.length, events: own.events }));
  for (const { lane, count } of listed) {
    const own = left[lane] as (typeof left)[number];
    own.sessions--;
    own.events -= count;
  }
  const found = { asked, listed, left };
  // Of resources more may be read until the next question.
  if (by !== 'resource') counted.set(within, found);
  return found;
}

type Asked = Pick<Args<'timeline.sessions'>, 'from' | 'to' | 'most'>;

function inOrder(a: LaneSession, b: LaneSession): number {
  return a.first - b.first || a.lane - b.lane || (a.key < b.key ? -1 : 1);
}

/** What lineage says of a key. */
interface Credential {
  facts: KeyFacts;
  /** What leads to it, the edge to follow first: as it may be shown where it is `checked`, else what the APIs alone say. */
  parents: readonly Link[];
  checked: boolean;
}

/** An edge before it is shown. */
interface Found {
  fromLane: number;
  range: Range;
  link: Link;
  checked: boolean;
  /** The event that issued. */
  record: number;
}

/** What is known of the keys of a case: who asks for the next span asks for the same ones. */
interface Known {
  links: Links;
  /** By number of the key. */
  byKey: Map<number, Credential>;
}

/** Keys remembered. */
const REMEMBERED = 5000;

const known = new WeakMap<LineageIndex, Known>();

class Keys {
  private readonly events: CaseEvents;
  private readonly index: LineageIndex;
  private readonly patience: Patience;

  constructor(events: CaseEvents, patience: Patience) {
    this.patience = patience;
    this.events = events;
    this.index = lineageIndexOf(events);
  }

  session({ lane, key, count, denied, first, last }: Range): LaneSession {
    const { facts, parents, checked } = this.credential(key);
    return {
      lane,
      key: facts.value,
      type: facts.type,
      who: facts.who,
      sessionName: facts.sessionName,
      first,
      last,
      count,
      denied,
      whole: { first: facts.first, last: facts.last, count: facts.events },
      how: parents[0]?.how ?? null,
      certainty: parents[0]?.certainty ?? null,
      issued: this.dated(parents[0]?.records[0]),
      checked,
    };
  }

  /**
   * Of the keys in some ranges: those whose issuing event lies in a lane and in the span. In order of time, then lanes, key, place of the record.
   * @param most listed; @returns with how many there are
   */
  edges(ranges: readonly Range[], assignment: LaneAssignment, { from, to, most }: Asked): { edges: LaneEdge[]; count: number } {
    const places = this.events.places();
    // An event leads to a use once, however many rules find it: by what is proven, else by the edge to follow first.
    const byEnds = new Map<string, Found>();
    for (const range of ranges) {
      const { parents, checked } = this.credential(range.key);
      for (const link of parents) {
        const record = this.issuers(link).find((one) => this.isWithin(one, from, to) && lanesOfRecord(assignment, one).length > 0);
        if (record === undefined) continue;
        for (const fromLane of lanesOfRecord(assignment, record)) {
          const ends = `${record} ${fromLane} ${range.lane} ${range.key}`;
          const other = byEnds.get(ends);
          if (!other || (other.link.certainty === 'inferred' && link.certainty === 'proven'))
            byEnds.set(ends, { fromLane, range, link, checked, record });
        }
      }
    }
    const found = [...byEnds.values()];
    const place = ({ record }: Found): number => places[record] as number;
    // Places are in order of time.
    found.sort((a, b) => place(a) - place(b) || a.fromLane - b.fromLane || a.range.lane - b.range.lane || a.range.key - b.range.key);
    const shown = new Shown(this.known().links);
    const edges = found.slice(0, most).map(({ fromLane, range, link: { certainty, how, why }, checked, record }): LaneEdge => {
      const { id, eventName } = shown.event(record);
      return {
        fromLane,
        toLane: range.lane,
        from: { id, time: this.index.time(record), eventName },
        to: { time: range.first },
        key: this.credential(range.key).facts.value,
        certainty,
        checked,
        how,
        why,
      };
    });
    return { edges, count: found.length };
  }

  /**
   * The event that issued, with its copies in other accounts. Which one it is never depends on what lanes are shown: other calls that would fit an
   * inferred edge as well are not it.
   */
  private issuers({ certainty, records }: Link): readonly number[] {
    const [first] = records;
    if (first === undefined || certainty === 'inferred') return records.slice(0, 1);
    return records.filter((one) => this.index.time(one) === this.index.time(first) && this.index.apiOf(one) === this.index.apiOf(first));
  }

  private dated(record: number | undefined): number | null {
    const time = record === undefined ? Number.NaN : this.index.time(record);
    return Number.isNaN(time) ? null : time;
  }

  private isWithin(record: number, from: number, to: number): boolean {
    const time = this.index.time(record);
    return time >= from && time < to;
  }

  /** While there is no time to read records: what columns tell, to be asked for again. */
  private credential(key: number): Credential {
    const { links, byKey } = this.known();
    let credential = byKey.get(key);
    if (credential?.checked) return credential;
    const value = this.events.dimension('accessKeyId').text(key);
    const { credentials, issued } = this.index;
    const term = credentials.term(value);
    const checked = !this.patience.isOver();
    if (checked || !credential) {
      const parents = checked ? links.parentsRead(keyRef(value)) : issued.parents(term);
      credential = { facts: credential?.facts ?? credentials.facts(term), parents, checked };
      byKey.set(key, credential);
    }
    return credential;
  }

  private known(): Known {
    let kept = known.get(this.index);
    if (!kept || kept.byKey.size >= REMEMBERED) {
      kept = { links: new Links(this.index), byKey: new Map() };
      known.set(this.index, kept);
    }
    return kept;
  }
}
