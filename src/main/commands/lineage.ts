// `trailcase lineage`: who issued some credentials, and what they issued. Reads only.
import type { LifeEvent, Lineage, LineageBranch, LineageEdge, LineageEvent, LineageNode, LineageStep } from '../../shared/lineage.ts';
import { LINEAGE_KINDS, type LineageKind, MOST_DEPTH } from '../../shared/lineage.ts';
import { grouped, plural } from '../../shared/text.ts';
import { formatTime } from '../../shared/time.ts';
import { isoTime } from '../case/event-rows.ts';
import { caseZone } from '../case/facts.ts';
import { openForReading, type ReadConnection } from '../case/open.ts';
import { caseInfo } from '../query/case-info.ts';
import { lineageOf } from '../query/lineage/lineage.ts';
import { type Command, casePath, choice, type ExitStatus, type Invocation, numberOption, usage } from './command.ts';
import { terminalText } from './output.ts';

/** Children of one that are listed for people; --json lists a thousand. */
const WIDTH = 50;

/** What each kind of question is answered from. */
const SEARCHED: Record<LineageKind, string> = {
  key: 'keys of callers, and keys that records hand out or are about',
  actor: 'names, ARNs, principal ids, keys and session names of actors',
  session: 'session names, ARNs, principal ids and keys',
};

export const lineage: Command = {
  name: 'lineage',
  usage: 'CASE ACCESS_KEY [--kind key|actor|session] [--depth N]',
  summary: 'who issued these credentials, and what they issued',
  help: [
    'ACCESS_KEY     an access key id, AKIA… or ASIA…',
    '--kind WORD    key (default); actor: ACCESS_KEY is an actor, by any of its names; session: a session, by its name, ARN or principal id',
    `--depth N      generations forward that are listed, 1 to ${MOST_DEPTH} (default: ${MOST_DEPTH}); totals always count all`,
  ],
  options: { kind: { type: 'string' }, depth: { type: 'string' } },
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, lineage);
    const { values, output, positionals } = invocation;
    const [, value, more] = positionals;
    if (value === undefined || value === '') throw usage('ACCESS_KEY is missing', lineage);
    if (more !== undefined) throw usage('One ACCESS_KEY is looked at at a time', lineage);
    const kind = choice(values, 'kind', LINEAGE_KINDS, 'key', lineage);
    const depth = numberOption(values, 'depth', lineage) ?? MOST_DEPTH;
    if (depth < 1 || depth > MOST_DEPTH) throw usage(`--depth takes a number from 1 to ${MOST_DEPTH}, not ${depth}`, lineage);
    const db = openForReading(path);
    try {
      const found = lineageOf(db, { kind, value, depth, ...(output.json ? {} : { width: WIDTH }) });
      if (found === null) return await nothingKnown(db, path, invocation, kind, value);
      if (output.json) await output.object(listedLineage(found));
      else await output.write(described(found, caseZone(db)));
      return 0;
    } finally {
      db.close();
    }
  },
};

/** The case does not know it: says what was searched. */
async function nothingKnown(
  db: ReadConnection,
  path: string,
  { output }: Invocation,
  kind: LineageKind,
  value: string,
): Promise<ExitStatus> {
  const { events, firstEvent, lastEvent, accounts, regions } = caseInfo(db, path);
  const searched = { events, firstEvent, lastEvent, accounts, regions, in: SEARCHED[kind] };
  output.warn(
    `no event of this case knows the ${kind} ${terminalText(value)}; searched were ${SEARCHED[kind]} in ${plural(events, 'event')}`,
  );
  if (output.json)
    await output.object({ kind, accessKeyId: value, events: 0, life: [], chain: [], children: [], root: null, blast: null, searched });
  return 1;
}

export function listedLineage({ node, root, chain, children, blast, life, ...rest }: Lineage) {
  const { value, kind, first, last, ...facts } = node;
  return {
    kind,
    accessKeyId: value,
    ...facts,
    first: isoTime(first),
    last: isoTime(last),
    life: life.map(({ time, event, ...moment }) => ({ ...moment, time: isoTime(time), event: listedEvent(event) })),
    chain: chain.map(listedStep),
    children: children.map(listedBranch),
    root: root && listedNode(root),
    blast: { ...blast, first: isoTime(blast.first), last: isoTime(blast.last) },
    ...rest,
  };
}

function listedNode(node: LineageNode) {
  return { ...node, first: isoTime(node.first), last: isoTime(node.last) };
}

function listedEvent(event: LineageEvent) {
  return { ...event, time: isoTime(event.time) };
}

function listedEdge<E extends LineageEdge>({ from, to, event, events, ...edge }: E) {
  return { from: listedNode(from), to: listedNode(to), ...edge, event: event && listedEvent(event), events: events.map(listedEvent) };
}

function listedStep<S extends LineageStep>({ others, ...step }: S) {
  return { ...listedEdge(step), others: others.map(listedEdge) };
}

function listedBranch({ children, ...branch }: LineageBranch): object {
  return { ...listedStep(branch), children: children.map(listedBranch) };
}

function described({ node, root, chain, chainEnd, children, more, life, blast, notes }: Lineage, zone: string): string {
  const back = chain.flatMap((step, level) => [
    `${indent(level)}← ${edgeText(step, zone)}  ${nameOf(step.from)}`,
    ...alsoLines(step, level),
  ]);
  const ends = {
    circle: 'none: these keys issued each other, and the chain ends where it would go in a circle',
    limit: 'not reached: the chain is longer than is followed',
    root: 'none',
  };
  return `${[
    nodeText(node, zone),
    `root     ${root ? nameOf(root) : ends[chainEnd]}`,
    `blast    ${plural(blast.keys, 'key')}, ${plural(blast.events, 'event')}, of them ${grouped(blast.denied)} denied, ${grouped(blast.writes)} that write`,
    ...(blast.first === null ? [] : [`         ${formatTime(blast.first, zone)} to ${formatTime(blast.last, zone)}`]),
    ...(blast.accounts.length === 0 ? [] : [`         accounts ${countsText(blast.accounts)}; regions ${countsText(blast.regions)}`]),
    ...(blast.filter === null ? [] : [`filter   ${terminalText(blast.filter)}`]),
    ...section('issued by', back),
    ...section(node.kind === 'key' ? 'issued' : 'has, and issued', branchLines(children, more, zone, 0)),
    ...section(
      'life',
      life.map((moment) => lifeText(moment, zone)),
    ),
    ...notes.map(terminalText),
  ].join('\n')}\n`;
}

function section(title: string, lines: readonly string[]): string[] {
  return ['', title, ...(lines.length === 0 ? ['  –'] : lines)];
}

function indent(level: number): string {
  return '  '.repeat(level + 1);
}

function branchLines(branches: readonly LineageBranch[], more: number, zone: string, level: number): string[] {
  const lines = branches.flatMap((branch) => [
    `${indent(level)}→ ${edgeText(branch, zone)}  ${nameOf(branch.to)}  ${countText(branch.to)}${branch.again ? '  (see above)' : ''}`,
    ...alsoLines(branch, level),
    ...branchLines(branch.children, branch.more, zone, level + 1),
  ]);
  return more === 0 ? lines : [...lines, `${indent(level)}→ ${grouped(more)} more`];
}

/** What else the logs say of where the end of a step came from. */
function alsoLines({ others, otherCount }: LineageStep, level: number): string[] {
  if (others.length === 0) return [];
  const more = otherCount > others.length ? `, and ${grouped(otherCount - others.length)} more` : '';
  return [
    `${indent(level)}  also ${others.map(({ certainty, how, from }) => `${certainty} ${terminalText(how)} ${nameOf(from)}`).join(', ')}${more}`,
  ];
}

function edgeText({ certainty, how, event, copies }: LineageEdge, zone: string): string {
  const at = event === null ? 'no event' : `${formatTime(event.time, zone)} ${terminalText(event.eventID ?? event.id).slice(0, 8)}`;
  return `${certainty} ${terminalText(how)}, ${at}${copies > 1 ? `, ${grouped(copies)} records` : ''}`;
}

function nameOf({ value, who, actor }: LineageNode): string {
  const known = [who, actor].filter((one) => one !== null && one !== value && one !== '');
  return terminalText(known.length === 0 ? value : `${value} (${known.join(', ')})`);
}

function countText({ kind, events, denied }: LineageNode): string {
  if (kind === 'instance' || kind === 'function') return '';
  return `${plural(events, 'event')}${denied === 0 ? '' : `, ${grouped(denied)} denied`}`;
}

function nodeText(node: LineageNode, zone: string): string {
  const head = `${node.kind} ${nameOf(node)}${node.type === null ? '' : `, ${node.type}`}\nevents   ${countText(node)}`;
  return node.first === null ? head : `${head}\nperiod   ${formatTime(node.first, zone)} to ${formatTime(node.last, zone)}`;
}

function lifeText({ what, time, failed, who, event }: LifeEvent, zone: string): string {
  const by = who === null ? '' : `  by ${terminalText(who)}`;
  const attempt = failed === null ? '' : `  attempt failed: ${terminalText(failed)}`;
  return `  ${formatTime(time, zone)}  ${what.padEnd(11)}  ${terminalText(event.eventName ?? '')} ${terminalText(event.eventID ?? event.id).slice(0, 8)}${by}${attempt}`;
}

function countsText(counts: Lineage['blast']['accounts']): string {
  return counts.map(({ value, count }) => `${terminalText(value)} (${grouped(count)})`).join(', ');
}
