// What may stand after `[[`: events that are at hand, findings, views, and values of entities that begin with what was typed.
import type { ResolvedReference } from '../../../shared/findings.ts';
import { PIVOT_FIELDS, PIVOT_KINDS, type PivotKind } from '../../../shared/pivots.ts';
import { REFERENCE_KINDS, type ReferenceKind } from '../../../shared/references.ts';
import { plural } from '../../../shared/text.ts';
import { currentBookmarks } from '../../case/annotations.ts';
import { storedRow } from '../../case/event-rows.ts';
import { currentFindings } from '../../case/findings.ts';
import type { ReadConnection } from '../../case/open.ts';
import { recordPlaces } from '../../case/record-places.ts';
import { currentViews } from '../../case/saved-views.ts';
import type { CaseValues } from '../filter/values.ts';
import { aboutCallsOf } from '../window-row.ts';

type Completion = ResolvedReference & { detail: string };

const MOST = 24;
/** Of each kind of entity, where no kind was named. */
const MOST_OF_EACH = 5;

/** An actor is offered as resolved, so that all its sessions are meant. */
const FIELDS: Partial<Record<PivotKind, 'who' | 'sessionName'>> = { actor: 'who', session: 'sessionName' };

/**
 * @param text what stands after `[[` so far: `key:AKIA`, or the beginning of anything
 * @param ids of events at hand, as those that are selected
 */
export function completeReference(db: ReadConnection, values: CaseValues, text: string, ids: readonly string[]): Completion[] {
  const colon = /^([A-Za-z]+):(.*)$/s.exec(text);
  const named = colon && REFERENCE_KINDS.find((kind) => kind.toLowerCase() === colon[1]?.toLowerCase());
  const wanted = (named ? (colon?.[2] ?? '') : text).trim().toLowerCase();
  const wants = (kind: ReferenceKind): boolean => !named || named === kind;
  const found: Completion[] = [];
  if (wants('event')) found.push(...eventsAtHand(db, ids, wanted));
  if (wants('finding')) {
    for (const { id, version } of currentFindings(db)) {
      if (!version.body.title.toLowerCase().includes(wanted) && !id.startsWith(wanted)) continue;
      found.push({ kind: 'finding', value: id, state: 'there', label: version.body.title, timeMs: null, detail: 'finding' });
    }
  }
  if (wants('view')) {
    for (const { name } of currentViews(db)) {
      if (!name.toLowerCase().includes(wanted)) continue;
      found.push({ kind: 'view', value: name, state: 'there', label: name, timeMs: null, detail: 'saved view' });
    }
  }
  for (const kind of PIVOT_KINDS) {
    if (!wants(kind) || kind === 'resource' || (!named && wanted === '')) continue;
    const offered = values.beginning(FIELDS[kind] ?? PIVOT_FIELDS[kind], wanted).slice(0, named ? MOST : MOST_OF_EACH);
    for (const { value, count } of offered)
      found.push({ kind, value, state: 'there', label: value, timeMs: null, detail: `${kind}, ${plural(count, 'event')}` });
  }
  return found.slice(0, MOST);
}

function eventsAtHand(db: ReadConnection, ids: readonly string[], wanted: string): Completion[] {
  const noted = new Map(currentBookmarks(db).map(({ eventId, label, note }) => [eventId, label || note]));
  const events = new Map([...ids.map((id) => [id, 'selected'] as const), ...[...noted].reverse().map(([id, note]) => [id, note] as const)]);
  const found: Completion[] = [];
  for (const [id, detail] of events) {
    const record = recordPlaces(db).at(id);
    if (record === null) continue;
    const row = storedRow(db, record);
    const label = row.eventName ?? aboutCallsOf(db, row) ?? '(no eventName)';
    const told = [label, id, row.actor ?? '', detail].some((text) => text.toLowerCase().includes(wanted));
    if (told) found.push({ kind: 'event', value: id, state: 'there', label, timeMs: row.timeMs, detail: detail || 'bookmarked' });
    if (found.length === MOST) break;
  }
  return found;
}
