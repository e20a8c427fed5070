// What a pivot tells beside what occurs in the entity's events: what is unusual, lineage, the history of a resource, the examiner's note.
import type { EntityNote } from '../../shared/domain.ts';
import type { Lineage, LineageKind } from '../../shared/lineage.ts';
import type { ResourceHistory } from '../../shared/resources.ts';
import { formatTime } from '../../shared/time.ts';
import type { Unusual } from '../../shared/unusual.ts';
import { FACT_TITLES, factSentence } from '../../shared/unusual-words.ts';
import { notesOf } from '../case/entity-notes.ts';
import { isoTime } from '../case/event-rows.ts';
import type { ReadConnection } from '../case/open.ts';
import type { JobControl } from '../jobs/progress.ts';
import { eventsOf } from '../query/columns/case-events.ts';
import { lineageOf } from '../query/lineage/lineage.ts';
import type { Pivot } from '../query/pivot.ts';
import { resourcePivotExtras } from '../query/resources/pivot-extras.ts';
import { unusual } from '../query/unusual/unusual.ts';
import { listedLineage } from './lineage.ts';
import { terminalText } from './output.ts';
import { listedHistory } from './resource-history.ts';
import { listedUnusual } from './unusual-json.ts';

/** Children that a summary of lineage lists. */
const CHILDREN = 20;

const LINEAGE_KINDS: readonly string[] = ['actor', 'session', 'key'] satisfies LineageKind[];

export interface PivotMore {
  /** Null for kinds that do not act. */
  unusual: Unusual | null;
  lineage: Lineage | null;
  /** Null for kinds other than resources, and where no event names it. */
  history: ResourceHistory | null;
  /** The note on the entity as it last was; null where there is none. */
  note: EntityNote | null;
}

/** @param within the filter of the command, which the history obeys. Errors: FILTER_INVALID, CANCELLED */
export async function moreOf(
  db: ReadConnection,
  { kind, value, who, filter }: Pivot,
  within: string,
  control: JobControl,
): Promise<PivotMore> {
  const events = eventsOf(db);
  const isActing = LINEAGE_KINDS.includes(kind);
  const [note = null] = notesOf(db, kind, who ?? value);
  return {
    unusual: isActing ? unusual(events, filter, await events.selections.select(filter, control)) : null,
    lineage: isActing ? lineageOf(db, { kind: kind as LineageKind, value, depth: 1, width: CHILDREN }) : null,
    history: kind === 'resource' ? (await resourcePivotExtras(events, value, control, within)).history : null,
    note: note?.removed ? null : note,
  };
}

export function listedMore({ unusual: facts, lineage, history, note }: PivotMore, zone: string) {
  return {
    ...(facts && { unusual: listedUnusual(facts, zone) }),
    ...(lineage && { lineage: listedLineage(lineage) }),
    ...(history && { history: listedHistory(history) }),
    note: note && { text: note.note, author: note.author, at: isoTime(note.at) },
  };
}

/** As lines for people; trailcase unusual, lineage and resources tell each of it in full. */
export function describedMore({ unusual: facts, lineage, history, note }: PivotMore, zone: string): string[] {
  const by = (lineage?.chain ?? []).map(
    ({ certainty, how, from }) =>
      `${certainty} ${how}: ${from.value}${from.who === null || from.who === from.value ? '' : ` (${from.who})`}`,
  );
  return [
    ...(note ? [`note     ${terminalText(note.note)}  (${terminalText(note.author)}, ${formatTime(note.at, zone)})`] : []),
    ...by.map((line) => `issued   ${terminalText(line)}`),
    ...(history?.created
      ? [`created  ${formatTime(history.created.timeMs, zone)} by ${terminalText(history.created.who ?? 'unknown')}`]
      : []),
    ...(history?.deleted
      ? [`deleted  ${formatTime(history.deleted.timeMs, zone)} by ${terminalText(history.deleted.who ?? 'unknown')}`]
      : []),
    ...(facts?.facts ?? []).map(
      (fact) => `unusual  ${formatTime(fact.at, zone)}  ${FACT_TITLES[fact.kind]}: ${terminalText(factSentence(fact, zone))}`,
    ),
  ];
}
