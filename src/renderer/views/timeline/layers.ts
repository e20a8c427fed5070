// The layers beside density and events: what each is called and drawn with, stretches of time with their sentences, and markers that stand too
// close together for one sign each. Pure, tested.
import type { Result } from '../../../shared/channels.ts';
import { grouped, plural } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';
import { MARKER_TITLES, type Marker, type MarkerKind, type UnattestedSpan } from '../../../shared/timeline.ts';
import type { TimelineLayer } from '../../../shared/timeline-layers.ts';
import { oneLine } from '../../components/visible-text.ts';
import type { Span } from '../../state/view-state.ts';

export type Backgrounds = Result<'timeline.backgrounds'>;
export type Markers = Result<'timeline.markers'>;

interface LayerWords {
  label: string;
  /** Drawn with its colour or pattern: never colour alone. */
  sign: string;
  colour: string;
  title: string;
}

export const LAYER_WORDS: Record<TimelineLayer, LayerWords> = {
  signin: { label: MARKER_TITLES.signin, sign: '→', colour: '--text', title: 'Sign-ins to the console, done and failed' },
  privilege: { label: MARKER_TITLES.privilege, sign: '◆', colour: '--violet', title: 'Calls that change who may do what' },
  logging: { label: MARKER_TITLES.logging, sign: '⊘', colour: '--red', title: 'Calls that change what is logged or detected' },
  leaving: { label: MARKER_TITLES.leaving, sign: '↗', colour: '--orange', title: 'Calls that make data available to others' },
  unattested: {
    label: 'Not attested',
    sign: '▨',
    colour: '--amber',
    title: 'Time that no valid digest of AWS speaks for: events may be missing there, and that cannot be shown. Absence proves nothing.',
  },
  uncovered: {
    label: 'Nothing delivered',
    sign: '▧',
    colour: '--grey',
    title: 'Time before the first or after the last delivery of a place: the case has nothing of it',
  },
  nights: { label: 'Nights', sign: '▒', colour: '--faint', title: '22:00 to 06:00 by the clock of the case’s zone' },
  offHours: {
    label: 'Outside working hours',
    sign: '░',
    colour: '--faint',
    title: 'Outside Monday to Friday, 09:00 to 18:00 by the clock of the case’s zone; nights have their own shade',
  },
  bookmarks: { label: 'Bookmarks', sign: '⚑', colour: '--bm-yellow', title: 'What was bookmarked: events and spans, in their colours' },
  findings: { label: 'Findings', sign: '⚐', colour: '--accent', title: 'Events that findings cite' },
  sessions: {
    label: 'Sessions as ranges',
    sign: '━',
    colour: '--bar',
    title: 'Each set of credentials from its first to its last event in a lane',
  },
  lineage: {
    label: 'Lineage',
    sign: '↳',
    colour: '--accent',
    title: 'Which event issued the credentials used in another lane; dashed: inferred',
  },
};

/** Behind everything: a stretch of one of these layers. */
export type StretchLayer = 'unattested' | 'uncovered' | 'nights' | 'offHours';

export interface Stretch extends Span {
  layer: StretchLayer;
  words: string;
}

const STATE_WORDS: Record<UnattestedSpan['state'], string> = {
  invalid: 'a digest or a log does not match its signature or hash',
  missing: 'a digest is missing',
  incomplete: 'logs that a digest names are missing',
  stopped: 'digests stop here',
  uncovered: 'no digest covers it',
  unverifiable: 'digests cannot be checked: a public key is missing',
  silent: 'no digest speaks of it',
};

function placesWords({ count, of, places }: { count: number; of: number; places: { account: string; region: string }[] }): string {
  if (count >= of) return of === 1 ? '' : `in all ${grouped(of)} places`;
  const named = places.slice(0, 2).map(({ account, region }) => oneLine(`${account} ${region}`));
  return `in ${named.join(', ')}${count > named.length ? ` and ${grouped(count - named.length)} more` : ''} (${grouped(count)} of ${grouped(of)} places)`;
}

/** Stretches in the order in which they are drawn: faint ones first. */
export function stretchesOf(backgrounds: Backgrounds, hidden: readonly TimelineLayer[]): Stretch[] {
  const { unattested, uncovered, working, nights } = backgrounds;
  const all: Stretch[] = [];
  if (!hidden.includes('offHours') && working !== null && working.length > 0)
    all.push(...gapsBetween(working).map((gap) => ({ ...gap, layer: 'offHours' as const, words: 'outside working hours' })));
  if (!hidden.includes('nights'))
    all.push(...(nights ?? []).map(({ from, to }) => ({ layer: 'nights' as const, from, to, words: 'night' })));
  if (!hidden.includes('uncovered'))
    all.push(
      ...uncovered.map((span) => ({
        layer: 'uncovered' as const,
        from: span.from,
        to: span.to,
        words: `nothing delivered ${placesWords(span)}`.trim(),
      })),
    );
  if (!hidden.includes('unattested'))
    all.push(
      ...unattested.map((span) => ({
        layer: 'unattested' as const,
        from: span.from,
        to: span.to,
        words: `not attested ${placesWords(span)}: ${STATE_WORDS[span.state]}`.replace(' :', ':'),
      })),
    );
  return all;
}

/** From the end of each stretch to the beginning of the next. */
function gapsBetween(working: readonly Span[]): Span[] {
  return working.flatMap((one, i) => {
    const next = working[i + 1];
    return next && next.from > one.to ? [{ from: one.to, to: next.from }] : [];
  });
}

/** What is to be said of the attestation of all that is in view; null when stretches say it. */
export function attestationNote({ attestation, left }: Backgrounds): string | null {
  if (attestation === 'noDigests') return 'The case has no digests: nothing in it is attested by AWS.';
  if (attestation === 'notJudged') return 'What AWS’s digests say was not judged yet.';
  const more = left.unattested + left.uncovered;
  return more > 0 ? `${plural(more, 'stretch', 'stretches')} that are not attested or not covered are too short to draw here.` : null;
}

/** A bookmark or a finding: an instant where `from` equals `to`. */
export interface NoteMark extends Span {
  layer: 'bookmarks' | 'findings';
  id: string;
  /** Custom property of the style sheets. */
  colour: string;
  words: string;
  eventId: string | null;
}

/** What lies at an instant, in sentences. */
export function wordsAt(at: number, tolerance: number, stretches: readonly Stretch[], notes: readonly NoteMark[], zone: string): string {
  const lines = [
    formatTime(Math.floor(at / 1000) * 1000, zone),
    ...notes.filter((note) => at >= note.from - tolerance && at <= note.to + tolerance).map(({ words }) => words),
    ...stretches.filter((stretch) => at >= stretch.from && at < stretch.to).map(({ words }) => words),
  ];
  return [...new Set(lines)].slice(0, 8).join('\n');
}

/** What one sign on the strip of markers stands for. */
export interface MarkerSpot extends Span {
  kind: MarkerKind;
  id: string;
  count: number;
  /** The event, where it is one. */
  marker: Marker | null;
  /** Short, beside the sign. */
  label: string;
  title: string;
  /** Some of it was denied or failed; all of it. */
  failed: 'none' | 'some' | 'all';
}

/**
 * Signs of a kind: events that lie closer than `apart` (ms) share one. The same answer gives the same signs, wherever one looks from.
 */
export function markerSpots({ kinds }: Markers, apart: number, zone: string): MarkerSpot[] {
  return kinds.flatMap(({ kind, markers, counts }) => {
    if (markers) return clusters(markers, apart).map((cluster) => spotOf(kind, cluster, zone));
    return (counts ?? []).map((bin): MarkerSpot => {
      const names = bin.names.map(({ value, count }) => `${oneLine(value)} ${grouped(count)}`).join(', ');
      const failed = bin.denied + bin.failed;
      return {
        kind,
        id: `${kind} ${bin.from} ${bin.to}`,
        from: bin.from,
        to: bin.to,
        count: bin.count,
        marker: null,
        label: grouped(bin.count),
        title: `${LAYER_WORDS[kind].label}: ${plural(bin.count, 'event')}${failed > 0 ? `, ${grouped(failed)} without success` : ''}\n${names}\n${formatTime(bin.from, zone)}\n– ${formatTime(bin.to, zone)}\nclick: nearer`,
        failed: failed === 0 ? 'none' : failed === bin.count ? 'all' : 'some',
      };
    });
  });
}

/** In order of time; each as wide as `apart` at most. */
function clusters(markers: readonly Marker[], apart: number): Marker[][] {
  const all: Marker[][] = [];
  for (const marker of [...markers].sort((a, b) => a.time - b.time)) {
    const last = all.at(-1);
    if (last?.[0] && marker.time - last[0].time < apart) last.push(marker);
    else all.push([marker]);
  }
  return all;
}

const OUTCOMES: Record<Marker['outcome'], string> = { done: '', denied: ' ✖ denied', failed: ' ! failed' };

function spotOf(kind: MarkerKind, cluster: Marker[], zone: string): MarkerSpot {
  const [first] = cluster as [Marker];
  const last = cluster.at(-1) ?? first;
  const failures = cluster.filter(({ outcome }) => outcome !== 'done').length;
  const failed = failures === 0 ? 'none' : failures === cluster.length ? 'all' : 'some';
  const line = (marker: Marker) =>
    oneLine(`${marker.eventName}${OUTCOMES[marker.outcome]}: ${marker.words}${marker.looked ? '' : ' (its record was not read yet)'}`);
  const spot = { kind, from: first.time, to: last.time, count: cluster.length, failed } as const;
  if (cluster.length === 1) {
    const by = [first.who, first.sourceIPAddress].filter((one) => one !== null).join(' from ');
    return {
      ...spot,
      id: `${kind} ${first.id}`,
      marker: first,
      label: oneLine(first.eventName),
      title: [LAYER_WORDS[kind].label, line(first), oneLine(by), formatTime(first.time, zone), 'click: its event']
        .filter(Boolean)
        .join('\n'),
    };
  }
  const more = cluster.length > 6 ? [`and ${grouped(cluster.length - 6)} more`] : [];
  return {
    ...spot,
    id: `${kind} ${first.id} and ${cluster.length - 1}`,
    marker: null,
    label: grouped(cluster.length),
    title: [
      `${LAYER_WORDS[kind].label}: ${plural(cluster.length, 'event')}`,
      ...cluster.slice(0, 6).map(line),
      ...more,
      formatTime(first.time, zone),
      `– ${formatTime(last.time, zone)}`,
      first.second === last.second ? 'same second: their order is not known' : 'click: nearer',
    ].join('\n'),
  };
}

/** The sign after (or before) an instant, among those shown: for moving from one to the next. */
export function nextSpot(spots: readonly MarkerSpot[], from: number, forward: boolean): MarkerSpot | null {
  const sorted = [...spots].sort((a, b) => a.from - b.from);
  return (forward ? sorted.find((spot) => spot.from > from) : sorted.findLast((spot) => spot.from < from)) ?? null;
}
