// What the AWS CLI and Trailcase say of each digest and log of an archive, side by side.
import type { Finding, VerifySummary } from '../../../src/shared/domain.ts';
import type { Archive } from './archive.ts';
import type { Run } from './aws-cli.ts';

/**
 * Lines of the form `digest 3, 5-7 | what the AWS CLI says | what Trailcase says`, `-` where one says nothing. Objects of which the
 * same is said share a line.
 */
export interface Compared {
  /** Both mean the same, and it is not `valid`. */
  same: string[];
  differing: string[];
  /** How many objects both call valid. */
  valid: number;
}

interface Said {
  aws: Set<string>;
  ours: Set<string>;
}

interface Line {
  what: string;
  aws: string;
  ours: string;
}

export function compare(archive: Archive, runs: readonly Run[], summary: VerifySummary): Compared {
  const said = new Map<string, Said>();
  const of = (what: string): Said => {
    const known = said.get(what) ?? { aws: new Set(), ours: new Set() };
    said.set(what, known);
    return known;
  };
  const name = (key: string): string => archive.names.get(key) ?? key;
  for (const { region, error, digests, logs, gaps } of runs) {
    if (error !== null) of(`the command for ${region}`).aws.add(`error: ${error}`);
    for (const { key, verdict, message } of [...digests, ...logs])
      of(name(key)).aws.add(message === null ? verdict : `${verdict}: ${message}`);
    for (const gap of gaps) of(spanName(archive, gap)).aws.add('a gap');
  }
  for (const { key, verdict } of verdicts(archive, summary)) of(name(key)).ours.add(verdict);
  for (const gap of summary.gaps) if (!holdsDigest(archive, gap)) of(spanName(archive, gap)).ours.add('a gap');

  const lines = [...said].map(([what, { aws, ours }]): Line => ({ what, aws: words(aws), ours: words(ours) }));
  return {
    same: grouped(lines.filter((line) => isSame(line) && line.ours !== 'valid')),
    differing: grouped(lines.filter((line) => !isSame(line))),
    valid: lines.filter((line) => isSame(line) && line.ours === 'valid').length,
  };
}

/** `trailcase verify --details` lists all that is not valid: by the item's hash or, for what is not here, by the object's key. */
function verdicts(archive: Archive, summary: VerifySummary): { kind: string; key: string; verdict: string }[] {
  if (summary.itemsCut) throw new Error('not every finding is listed');
  const files = archive.files();
  let unnamed = 0;
  const listed = findings(summary).flatMap(({ kind, key, verdict }) => {
    const at = files.filter((file) => file.kind === kind && file.sha256 === key).map((file) => file.at.key);
    if (at.length === 0 && /^[0-9a-f]{64}$/.test(key)) throw new Error(`a ${kind} is ${verdict} that is not in the archive: ${key}`);
    // A missing digest that nothing names any more has no key of its own.
    const object = key.includes('AWSLogs/') ? key : `unnamed ${kind} ${++unnamed}`;
    return (at.length > 0 ? at : [object]).map((one) => ({ kind, key: one, verdict: verdict as string }));
  });
  const valid = files.filter(({ at }) => !listed.some(({ key }) => key === at.key));
  const all = [...listed, ...valid.map(({ at, kind }) => ({ kind, key: at.key, verdict: 'valid' }))];
  for (const kind of ['digest', 'log'] as const) {
    // An item counts once, at however many places it was found. That the count is another shows as a difference of its own.
    const count = new Set(valid.filter((one) => one.kind === kind).map((one) => one.sha256)).size;
    const stated = summary[`${kind}s`].valid;
    if (count !== stated) all.push({ kind, key: `the number of valid ${kind}s`, verdict: `${stated}, not ${count}` });
  }
  return all;
}

/** What is said of digests and logs, in process or on the command line. */
export function findings(summary: VerifySummary): Finding[] {
  return [...(summary.items ?? []), ...(summary.unproven ?? [])].filter(({ kind }) => kind === 'digest' || kind === 'log');
}

function spanName(archive: Archive, { from, to }: { from: string; to: string }): string {
  const [older, newer] = [archive.ends.get(from), archive.starts.get(to)];
  return older === undefined || newer === undefined ? `span from ${from} to ${to}` : `span between digest ${older} and ${newer}`;
}

/** Whether digests lie in the span, whose verdicts then say that it is open. */
function holdsDigest(archive: Archive, { from, to }: { from: string; to: string }): boolean {
  const [older, newer] = [archive.ends.get(from), archive.starts.get(to)];
  if (older === undefined || newer === undefined) return false;
  const there = new Set(archive.files().map(({ at }) => at.key));
  return archive.digests.slice(older + 1, newer).some(({ key }) => there.has(key));
}

function words(set: Set<string>): string {
  return (
    [...set]
      .sort()
      .join('; ')
      .replace(/fingerprint [0-9a-f]{32}/g, 'fingerprint …') || '-'
  );
}

/** Whether both mean the same: the AWS CLI calls INVALID what is missing as well. */
function isSame({ aws, ours }: Line): boolean {
  if (aws === ours) return true;
  if (aws === 'INVALID: not found') return ours === 'missing';
  return aws.startsWith('INVALID') && !aws.includes(';') && ours === 'invalid';
}

function grouped(lines: Line[]): string[] {
  const groups = new Map<string, string[]>();
  for (const { what, aws, ours } of lines) {
    const said = `${aws} | ${ours}`;
    groups.set(said, [...(groups.get(said) ?? []), what]);
  }
  return [...groups].map(([said, whats]) => `${listed(whats)} | ${said}`).sort();
}

/** `digest 1, digest 2, log 4` as `digest 1-2, log 4`. */
function listed(whats: string[]): string {
  const numbers = new Map<string, number[]>();
  const others: string[] = [];
  for (const what of whats) {
    const [, kind, number] = /^(digest|log|unnamed digest) (\d+)$/.exec(what) ?? [];
    if (kind === undefined) others.push(what);
    else numbers.set(kind, [...(numbers.get(kind) ?? []), Number(number)]);
  }
  return [...[...numbers].sort().map(([kind, list]) => `${kind} ${ranges(list)}`), ...others.sort()].join(', ');
}

function ranges(numbers: number[]): string {
  const runs: [number, number][] = [];
  for (const n of numbers.sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last[1] === n - 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
}
