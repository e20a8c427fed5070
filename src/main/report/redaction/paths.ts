// Paths of the evidence in a redacted report: what AWS's own layout says stays, names of folders and files go, and what the author named goes wherever it stands
// in the path, AWS's own words among it: a path repeats the region and the account that the fields of its records hide.
import type { ShownPiece } from '../html.ts';
import { isRegion } from './aws-names.ts';
import type { Kind } from './kinds.ts';
import type { Span } from './spans.ts';
import type { Texts } from './texts.ts';

/** A stretch of a path, in order; what no part covers is left out. `shown` without a length stands there by itself. */
type PathPart = { from: number; to: number } & ({ shown: string } | { kind: Kind; value: string });

const LAYOUT = /^(?:AWSLogs|CloudTrail|CloudTrail-Digest|CloudTrail-Insight|\.{0,2}|~|[A-Za-z]:|\d{2}|\d{4})$/;
/** Account, kind, region, what stands where nothing should, time, what tells files of one time apart, ending. */
const DELIVERED = /^(\d{12})(_CloudTrail(?:-Digest|-Insight)?_)([a-z0-9-]+)_(.*?)(\d{8}T\d{4,6}Z)?([^.]*)((?:\.[a-z0-9]{1,6})*)$/;

export function pathParts(path: string, texts: Texts): PathPart[] {
  let at = 0;
  return path.split(/([/\\!]+)/).flatMap((part, i, all) => {
    const from = at;
    at += part.length;
    const found = i % 2 === 1 ? [shownFrom(0, part)] : segment(part, i === all.length - 1, texts);
    return found.map((one) => ({ ...one, from: from + one.from, to: from + one.to }));
  });
}

/** Whatever the author named stands over the layout; a name that it does not cover whole stays hidden as it is. @param named in order, none overlapping */
export function withNamed(
  parts: readonly PathPart[],
  named: readonly Span[],
  hide: (kind: Kind, value: string) => ShownPiece,
): ShownPiece[] {
  const out: ShownPiece[] = [];
  const told = new Set<Span>();
  const tell = (span: Span): void => {
    if (!told.has(span)) out.push(hide(span.kind, span.value));
    told.add(span);
  };
  for (const part of parts) {
    const { from, to } = part;
    const around = named.find((span) => (from === to ? span.from < from && to < span.to : span.from <= from && to <= span.to));
    if (around) tell(around);
    else if ('kind' in part) out.push(hide(part.kind, part.value));
    else {
      let at = from;
      for (const span of named) {
        if (span.to <= from || span.from >= to) continue;
        if (span.from > at) out.push({ shown: part.shown.slice(at - from, span.from - from) });
        tell(span);
        at = Math.min(to, span.to);
      }
      if (at < to || from === to) out.push({ shown: part.shown.slice(at - from) });
    }
  }
  return out;
}

/** What stands between two dividers. */
function segment(part: string, isLast: boolean, texts: Texts): PathPart[] {
  if (LAYOUT.test(part) || isRegion(part)) return [shownFrom(0, part)];
  if (/^\d{12}$/.test(part)) return account(part, texts);
  const delivered = DELIVERED.exec(part);
  if (delivered && isRegion(delivered[3] as string)) {
    const [, number = '', kind = '', region = '', strange = '', time = '', rest = '', ending = ''] = delivered;
    const behindRegion = number.length + kind.length + region.length + 1;
    const behindTime = behindRegion + strange.length + time.length;
    const end = behindTime + rest.length;
    return [
      ...account(number, texts),
      shownFrom(number.length, `${kind}${region}_`),
      ...(time === '' ? [] : [shownFrom(behindTime - time.length, time), { from: behindTime, to: behindTime, shown: '_' }]),
      { from: time !== '' && rest.startsWith('_') ? behindTime + 1 : behindTime, to: end, kind: 'file', value: part },
      shownFrom(end, endingOf(ending)),
    ];
  }
  const ending = isLast ? endingOf(/(?:\.[a-z0-9]{1,6})*$/.exec(part)?.[0] ?? '') : '';
  const end = part.length - ending.length;
  return [{ from: 0, to: end, kind: isLast ? 'file' : 'folder', value: part }, shownFrom(end, ending)];
}

function account(number: string, texts: Texts): PathPart[] {
  const [span] = texts.spansIn(number);
  if (span === undefined) return [shownFrom(0, number)];
  return [
    shownFrom(0, number.slice(0, span.from)),
    { from: span.from, to: span.to, kind: span.kind, value: span.value },
    shownFrom(span.to, number.slice(span.to)),
  ];
}

function shownFrom(from: number, shown: string): PathPart {
  return { from, to: from + shown.length, shown };
}

/** Endings that say how a file is packed. */
function endingOf(ending: string): string {
  return /^(?:\.(?:json|jsonl|ndjson|csv|gz|zip|tar|tgz|zst|log|txt|head|pem|sig|sign|parquet|trailcase))*$/.test(ending) ? ending : '';
}
