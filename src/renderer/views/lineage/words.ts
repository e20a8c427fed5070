// Ends and edges of lineage in words.
import type { LineageEdge, LineageNode, NodeKind } from '../../../shared/lineage.ts';
import { grouped, plural } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';
import { oneLine } from '../../components/visible-text.ts';

const KINDS: Record<NodeKind, string> = {
  key: 'key',
  actor: 'actor',
  session: 'session',
  instance: 'EC2 instance',
  function: 'Lambda function',
};

export function kindWord({ kind, type }: LineageNode): string {
  return type === null ? KINDS[kind] : `${type} ${KINDS[kind]}`;
}

/** Whose credentials they are: what its own value does not say already. */
export function whoseText({ kind, value, who, actor }: LineageNode): string {
  const names = kind === 'key' ? [who, actor?.includes('/') ? actor.slice(actor.indexOf('/') + 1) : null] : [];
  return names.flatMap((name) => (name === null || name === value ? [] : [oneLine(name)])).join(' · ');
}

export function eventsText({ events, denied }: LineageNode): string {
  return `${plural(events, 'event')}${denied === 0 ? '' : `, ✖ ${grouped(denied)} denied`}`;
}

/** What an arrow stands for, with its event and its reason, each on a line. */
export function edgeText({ certainty, how, why, event, copies, from, to }: LineageEdge, zone: string): string {
  const at = event === null ? 'no event' : `${formatTime(event.time, zone)}, event ${oneLine(event.eventID ?? '')}`;
  const times = copies > 1 ? `, in ${grouped(copies)} records` : '';
  return `${oneLine(how)}, ${certainty}: ${oneLine(from.value)} → ${oneLine(to.value)}\n${at}${times}\n${oneLine(why)}`;
}
