// The history of a resource as commands print it: as JSON, and as tables for people.
import { EFFECT_WORDS, type ResourceHistory, type ResourceTouch } from '../../shared/resources.ts';
import { grouped, plural } from '../../shared/text.ts';
import { formatTime } from '../../shared/time.ts';
import { isoTime } from '../case/event-rows.ts';
import { aligned } from './aligned.ts';
import { listedCount } from './count-table.ts';
import { terminalText } from './output.ts';

/** Times as ISO 8601 UTC. */
export function listedHistory({
  unreadable: _,
  first,
  last,
  effects,
  created,
  deleted,
  lastChange,
  life,
  actors,
  ...one
}: ResourceHistory) {
  return {
    ...one,
    first: isoTime(first),
    last: isoTime(last),
    effects: effects.map((effect) => ({ ...effect, first: isoTime(effect.first), last: isoTime(effect.last) })),
    created: created && listedTouch(created),
    deleted: deleted && listedTouch(deleted),
    lastChange: lastChange && listedTouch(lastChange),
    life: life.map(listedTouch),
    actors: actors.map(listedCount),
  };
}

function listedTouch({ timeMs, ...touch }: ResourceTouch) {
  return { ...touch, time: isoTime(timeMs) };
}

export function describedHistory(history: ResourceHistory, zone: string): string {
  const { id, kind, events, first, last, forms, also, alsoTotal, life, lifeTotal, actors, actorTotal } = history;
  const left = lifeTotal - life.length;
  const title = `Life: ${plural(lifeTotal, 'call')} that created, changed or deleted it, refused ones too`;
  const lines = [
    `${terminalText(id)}${kind === '' ? '' : `  (${terminalText(kind)})`}`,
    `${plural(events, 'event')} ${events === 1 ? 'names' : 'name'} it, from ${formatTime(first, zone)} to ${formatTime(last, zone)}`,
    ...(forms.length > 0 ? [`named as: ${forms.map(terminalText).join(' · ')}`] : []),
    ...also.map((other) => `the text may also mean ${terminalText(other.id)} (${plural(other.events, 'event')})`),
    ...(alsoTotal > also.length ? [`and ${grouped(alsoTotal - also.length)} more`] : []),
    `created: ${moment(history.created, zone)}`,
    `deleted: ${moment(history.deleted, zone)}`,
    '',
    ...effectLines(history, zone),
    '',
    left > 0 ? `${title}; ${grouped(left)} in the middle are left out` : title,
    ...(life.length > 0 ? lifeLines(life, zone) : []),
    '',
    `By ${plural(actorTotal, 'actor')}${actorTotal > actors.length ? `, of which ${grouped(actors.length)} stand here` : ''}`,
    ...aligned(
      actors.map(({ value, count, ...seen }) => [
        grouped(count),
        formatTime(seen.first, zone),
        formatTime(seen.last, zone),
        terminalText(value),
      ]),
      1,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function moment(touch: ResourceTouch | null, zone: string): string {
  if (!touch) return 'no such call in these events';
  return terminalText(
    `${formatTime(touch.timeMs, zone)}  ${touch.eventName ?? ''} by ${touch.who ?? 'unknown'} from ${touch.sourceIPAddress ?? 'unknown'}  ${touch.eventID ?? ''}`,
  );
}

function effectLines({ effects }: ResourceHistory, zone: string): string[] {
  const rows = effects.map((one) => [
    grouped(one.done),
    grouped(one.denied),
    grouped(one.failed),
    one.done === 0 ? '–' : formatTime(one.first, zone),
    one.done === 0 ? '–' : formatTime(one.last, zone),
    EFFECT_WORDS[one.effect],
  ]);
  return aligned([['done', 'denied', 'failed', 'first done', 'last done', 'what'], ...rows], 3);
}

function lifeLines(life: readonly ResourceTouch[], zone: string): string[] {
  const rows = life.map((touch) => [
    formatTime(touch.timeMs, zone),
    EFFECT_WORDS[touch.effect],
    touch.outcome === 'done' ? 'done' : terminalText(touch.errorCode ?? touch.outcome),
    terminalText(touch.eventName ?? '–'),
    terminalText(touch.who ?? '–'),
    terminalText(touch.sourceIPAddress ?? '–'),
    terminalText(touch.eventID ?? '–'),
    besideText(touch),
  ]);
  return aligned([['time', 'what', 'outcome', 'event', 'actor', 'from', 'event ID', 'beside it'], ...rows]);
}

/** Other resources and objects that the call names. */
function besideText({ beside, besideCount, objects, objectCount }: ResourceTouch): string {
  const [named, count] = [[...objects, ...beside], objectCount + besideCount];
  const shown = named.slice(0, 3).map(terminalText).join(' · ');
  return count > 3 ? `${shown} · ${grouped(count - 3)} more` : shown || '–';
}
