// The timeline: two pictures, what they leave out in words, and the same in tables for whoever does not see them.

import { STATE_WORDS } from '../../../shared/findings.ts';
import { grouped } from '../../../shared/text.ts';
import { isoUtc } from '../../../shared/time.ts';
import type { DensityBin } from '../../../shared/timeline.ts';
import { spanText } from '../../../shared/timeline-picture/axis.ts';
import type { ReportContext } from '../context.ts';
import type { Edges } from '../facts/edges.ts';
import { attestationOf, findingSpans } from '../facts/findings.ts';
import { type Density, type Lane, type MarkedExhibit, type TimelineFacts, timelineFacts } from '../facts/timeline.ts';
import { html, type Markup, ours } from '../html.ts';
import { anchor, link, paragraphs, prose, table, time, shortValue as value } from '../parts.ts';
import { binTotal, classesText, partPicture, stripPicture } from '../pictures/timeline.ts';
import { FACT_ABOUT, FACT_TITLES, TIMELINE } from '../wording/index.ts';
import { exhibitList, mono } from './fact-parts.ts';
import { said } from './finding-parts.ts';
import { type Section, section } from './section.ts';

/** Rows of the table of bars, about. */
const ROWS = 16;

export const timeline: Section = section<TimelineFacts>({
  id: 'timeline',
  title: FACT_TITLES.timeline,
  about: FACT_ABOUT.timeline,
  newPage: true,
  prepare: async (context) =>
    timelineFacts(context, {
      zone: context.zone,
      findings: findingSpans(context),
      attestation: attestationOf(context),
      flags: context.flags,
    }),
  *render(context, facts) {
    const { whole, part } = facts;
    if (whole === null) {
      yield html`<p>${TIMELINE.none}</p>\n`;
      return;
    }
    yield html`<p>${prose(TIMELINE.intro)}</p>\n`;
    yield stripPicture(facts, ours(TIMELINE.stripTitle), ours(describe(facts, whole))) ?? html``;
    yield html`<p class="aside">${ours([spanWords(whole, facts.zone), ...timelessWords(facts)].join(' '))}</p>\n`;
    if (part === null) {
      yield paragraphs([TIMELINE.noPart, ...backWords(facts, whole), TIMELINE.notNothing]);
      return;
    }
    yield partPicture(facts, ours(TIMELINE.partTitle), ours(describe(facts, part))) ?? html``;
    yield notes(facts, part);
    yield* findings(context, facts);
    if (context.options.template === 'brief') yield html`<p class="aside">${TIMELINE.inFull}</p>\n`;
    else {
      yield* lanes(context, facts);
      yield* bins(context, part);
    }
  },
});

function spanWords({ span }: Density, zone: string): string {
  return TIMELINE.span(`${spanText(span, zone)}, ${TIMELINE.zone(zone)}`, isoUtc(span.from), isoUtc(span.to));
}

/** What no bar counts. */
function timelessWords({ timeless }: TimelineFacts): string[] {
  return timeless > 0 ? [TIMELINE.timeless(timeless)] : [];
}

function describe(facts: TimelineFacts, density: Density): string {
  return [
    spanWords(density, facts.zone),
    TIMELINE.classes(density.total, classesText(density.bins)),
    ...timelessWords(facts),
    ...backWords(facts, density),
  ].join(' ');
}

function backWords({ edges, zone }: TimelineFacts, { backgrounds: b, atEdges }: Density): string[] {
  const open = b.unattested.length;
  return [
    b.attestation === 'noDigests'
      ? TIMELINE.noDigests
      : b.attestation === 'notJudged'
        ? TIMELINE.notJudged
        : open > 0
          ? TIMELINE.unattested(open + b.left.unattested, b.left.unattested) + edgeWords(edges, atEdges, zone)
          : TIMELINE.allAttested,
    ...(b.uncovered.length > 0 ? [TIMELINE.uncovered(b.uncovered.length + b.left.uncovered, b.left.uncovered)] : []),
  ];
}

/** That spans lie before the first or after the last digest, and when that is: between them all may be attested. */
function edgeWords(edges: Edges | null, atEdges: number, zone: string): string {
  const ends = [edges?.before, edges?.after].filter((edge) => edge !== null && edge !== undefined);
  if (atEdges === 0 || ends.length === 0) return '';
  return ` ${TIMELINE.atEdges(
    atEdges,
    ends.map(({ from, to }) => `${spanText({ from, to }, zone)} (${isoUtc(from)} to ${isoUtc(to)} UTC)`),
  )}`;
}

function notes(facts: TimelineFacts, part: Density): Markup {
  const inLanes = facts.lanes.reduce((sum, { events }) => sum + events, 0);
  const sentences = [
    spanWords(part, facts.zone),
    TIMELINE.classes(part.total, classesText(part.bins)),
    ...timelessWords(facts),
    TIMELINE.aggregated(part.width),
    TIMELINE.marks,
    ...(facts.findings.some(({ state }) => state !== 'asserted') ? [TIMELINE.dashed] : []),
    TIMELINE.lanes(facts.lanes.length, inLanes, facts.otherEvents),
    ...(facts.moreLanes > 0 ? [TIMELINE.moreLanes(facts.moreLanes)] : []),
    ...(facts.moreFindings > 0 ? [TIMELINE.moreFindings(facts.moreFindings)] : []),
    ...backWords(facts, part),
    TIMELINE.notNothing,
  ];
  const { altered, conflicts } = facts.signed;
  const signed = [
    ...(altered.length > 0 ? [html`<li>✖ ${TIMELINE.altered} ${exhibitList(altered)}</li>`] : []),
    ...(conflicts.length > 0 ? [html`<li>≠ ${TIMELINE.conflicts} ${exhibitList(conflicts)}</li>`] : []),
  ];
  const undated =
    facts.undated.length === 0 ? null : html`<li>${TIMELINE.undated(facts.undated.length)} ${exhibitList(facts.undated)}</li>`;
  return html`<ul class="aside">${sentences.map((sentence) => html`<li>${prose(sentence)}</li>`)}${signed}${undated}</ul>\n`;
}

function* findings(context: ReportContext, { findings: all }: TimelineFacts): Generator<Markup> {
  if (all.length === 0) return;
  yield html`<h3>${TIMELINE.findingsTitle}</h3>\n`;
  yield table(
    'timeline-findings',
    TIMELINE.findingHeads,
    all.map(
      ({ id, letter, title, state, span }) =>
        html`<tr><td>${letter}</td><td>${link(anchor('finding', id), said(title))}${state === 'asserted' ? null : html` <span class="aside">(${STATE_WORDS[state]})</span>`}</td><td>${time(context, span.from, false)}</td><td>${time(context, span.to, false)}</td></tr>\n`,
    ),
  );
}

function* lanes(context: ReportContext, { lanes: all }: TimelineFacts): Generator<Markup> {
  if (all.length === 0) return;
  yield html`<h3>${TIMELINE.lanesTitle}</h3>\n`;
  yield table(
    'timeline-lanes',
    TIMELINE.laneHeads,
    all.flatMap((lane) => laneRows(context, lane)),
  );
}

const numbers = (exhibits: readonly MarkedExhibit[]): number[] => exhibits.map(({ number }) => number);

function laneRows(context: ReportContext, lane: Lane): Markup[] {
  const rest = lane.moreKeys > 0 ? html`<br><span class="aside">${TIMELINE.moreKeys(lane.moreKeys)}</span>` : null;
  return [
    html`<tr class="lane"><td>${value(lane.who)}</td><td></td><td></td><td class="number">${grouped(lane.events)}</td>
<td>${lane.exhibits.length === 0 ? null : exhibitList(numbers(lane.exhibits))}${rest}</td></tr>\n`,
    ...lane.keys.map(
      ({ key, first, last, events, exhibits }) =>
        html`<tr><td class="below">${mono(key)}</td><td>${first === null ? null : time(context, first, false)}</td><td>${last === null ? null : time(context, last, false)}</td>
<td class="number">${grouped(events)}</td><td>${exhibitList(numbers(exhibits))}</td></tr>\n`,
    ),
  ];
}

function* bins(context: ReportContext, { bins: all, width }: Density): Generator<Markup> {
  const each = Math.max(1, Math.ceil(all.length / ROWS));
  const rows: DensityBin[] = [];
  for (let at = 0; at < all.length; at += each) rows.push(all.slice(at, at + each).reduce(sum));
  yield html`<h3>${TIMELINE.binsTitle}</h3>\n<p>${TIMELINE.binsText(each, width)}</p>\n`;
  yield table(
    'timeline-bins',
    TIMELINE.binHeads,
    rows
      .filter((bin) => binTotal(bin) > 0)
      .map(
        (bin) =>
          html`<tr><td>${time(context, bin.from, false)}</td>${[
            binTotal(bin),
            bin.read,
            bin.write,
            bin.privilege,
            bin.denied,
            bin.error,
          ].map((n) => html`<td class="number">${grouped(n)}</td>`)}</tr>\n`,
      ),
  );
}

function sum(a: DensityBin, b: DensityBin): DensityBin {
  return {
    from: a.from,
    to: b.to,
    ok: a.ok + b.ok,
    read: a.read + b.read,
    write: a.write + b.write,
    privilege: a.privilege + b.privilege,
    denied: a.denied + b.denied,
    error: a.error + b.error,
  };
}
