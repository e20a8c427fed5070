// What references point to now: the event's name and time, the finding's title, the view, the entity; or that the case has nothing of the kind.

import { printTree } from '../../../shared/filter.ts';
import type { ResolvedReference } from '../../../shared/findings.ts';
import { PIVOT_FIELDS, type PivotKind } from '../../../shared/pivots.ts';
import type { Reference } from '../../../shared/references.ts';
import { storedRow } from '../../case/event-rows.ts';
import { shownVersion, versionsOfFinding } from '../../case/findings.ts';
import type { ReadConnection } from '../../case/open.ts';
import { recordPlaces } from '../../case/record-places.ts';
import { savedViews } from '../../case/saved-views.ts';
import { storable } from '../../case/term-hash.ts';
import { eventsOf } from '../columns/case-events.ts';
import { columnOf } from '../filter/columns.ts';
import { subjectOf } from '../pivots/subject.ts';
import { aboutCallsOf } from '../window-row.ts';

/** In their order. */
export function resolveReferences(db: ReadConnection, references: readonly Reference[]): ResolvedReference[] {
  return references.map((reference) => {
    const { kind, value } = reference;
    if (kind === 'event') return resolveEvent(db, value);
    if (kind === 'finding') return resolveFinding(db, value);
    if (kind === 'view') return resolveView(db, value);
    return { kind, value, state: stateOfEntity(db, kind, value), label: value, timeMs: null };
  });
}

function resolveEvent(db: ReadConnection, value: string): ResolvedReference {
  const record = recordPlaces(db).at(value);
  if (record === null) return { kind: 'event', value, state: 'missing', label: value, timeMs: null };
  const row = storedRow(db, record);
  return { kind: 'event', value, state: 'there', label: row.eventName ?? aboutCallsOf(db, row) ?? '(no eventName)', timeMs: row.timeMs };
}

function resolveFinding(db: ReadConnection, value: string): ResolvedReference {
  const versions = versionsOfFinding(db, value);
  if (versions.length === 0) return { kind: 'finding', value, state: 'missing', label: value, timeMs: null };
  const { removed, body } = shownVersion(versions);
  return { kind: 'finding', value, state: removed ? 'removed' : 'there', label: body.title, timeMs: null };
}

function resolveView(db: ReadConnection, value: string): ResolvedReference {
  const view = savedViews(db).find(({ name }) => name === storable(value));
  const state = view === undefined ? 'missing' : view.versions[0]?.removed === true ? 'removed' : 'there';
  return { kind: 'view', value, state, label: value, timeMs: null };
}

/** Whether an event of the case has the entity. Which resources records name is read from the records, and not for this. */
function stateOfEntity(db: ReadConnection, kind: PivotKind, value: string): ResolvedReference['state'] {
  const events = eventsOf(db);
  const field = PIVOT_FIELDS[kind];
  // Most values are there as they stand; to find that out is quick however large the case is.
  if (columnOf(field) && events.dimension(field as never).numberOf(storable(value)) !== 0) return 'there';
  const selection = events.selections.ready(printTree(subjectOf(events, kind, value)));
  if (selection === null) return 'unread';
  return selection.count > 0 ? 'there' : 'missing';
}
