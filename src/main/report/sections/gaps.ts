// What the logs do not show: coverage, attestation, kinds of events, and what follows from each.

import type { Reason } from '../../../shared/empty.ts';
import { reasonWords } from '../../../shared/empty-words-recording.ts';
import type { Chain } from '../../../shared/integrity.ts';
import { STATE_WORDS, spanMeaning } from '../../../shared/integrity-words.ts';
import { shapeWords } from '../../../shared/shapes.ts';
import { grouped } from '../../../shared/text.ts';
import { eventIdText } from '../../case/event-rows.ts';
import type { ReportContext } from '../context.ts';
import type { PlaceFacts } from '../facts/coverage.ts';
import type { Edge } from '../facts/edges.ts';
import { type ChainFacts, type GapsFacts, gapsFacts } from '../facts/gaps.ts';
import type { LoggingFacts, RecordedAnswer, RecordedKind } from '../facts/recording.ts';
import { type HtmlValue, html, type Markup } from '../html.ts';
import { anchor, link, paragraphs, prose, table, time, value } from '../parts.ts';
import { ATTESTATION, COMMON, FACT_ABOUT, FACT_COMMON, FACT_TITLES, GAPS } from '../wording/index.ts';
import { firstLast, joined, mono } from './fact-parts.ts';
import { inlineTime } from './finding-parts.ts';
import { outcomeMarkup } from './outcome-parts.ts';
import { named } from './redacted-parts.ts';
import { type Section, section } from './section.ts';

const MINUTE = 60_000;
/** Buckets of a chain that are named. */
const BUCKETS = 3;
/** Places named in a sentence. */
const NAMED = 40;

export const gaps: Section = section<GapsFacts>({
  id: 'gaps',
  title: FACT_TITLES.gaps,
  about: FACT_ABOUT.gaps,
  newPage: true,
  prepare: async (context) => gapsFacts(context),
  *render(context, facts) {
    yield paragraphs([GAPS.intro, GAPS.proves]);
    yield* places(context, facts);
    yield* attested(context, facts);
    yield* recording(context, facts);
    yield* rest(context, facts);
  },
});

function* places(context: ReportContext, { coverage }: GapsFacts): Generator<Markup> {
  yield html`<h3>${GAPS.places}</h3>\n`;
  if (coverage.places.length === 0) {
    yield html`<p>${GAPS.placesNone}</p>\n`;
    return;
  }
  yield html`<p>${GAPS.placesText(context.zone)}</p>\n`;
  yield table(
    'places',
    GAPS.placeHeads,
    coverage.places.map((one) => placeRow(context, one)),
  );
  if (coverage.more > 0) yield html`<p>${FACT_COMMON.more(coverage.more, 'place')}</p>\n`;
  yield paragraphs([GAPS.placesFollows]);
  yield html`<h4>${GAPS.lateTitle}</h4>\n`;
  yield paragraphs([GAPS.late]);
}

function placeRow(context: ReportContext, place: PlaceFacts): Markup {
  const { account, region, events, logFiles, firstDelivery, lastDelivery, days } = place;
  const delivered =
    logFiles === 0
      ? html`<span class="none">${GAPS.noDeliveries}</span>`
      : html`${grouped(logFiles)}<br>${firstLast(context, { first: firstDelivery, last: lastDelivery })}`;
  const more = (days?.without ?? 0) - (days?.named.length ?? 0);
  const named =
    days === null || days.named.length === 0 ? null : html`<br><span class="aside">${GAPS.listedDays(days.named.join(', '), more)}</span>`;
  return html`<tr><td>${account + region === '' ? GAPS.placeless : html`${value(account || null)}<br>${value(region || null)}`}</td><td class="number">${grouped(events)}</td>
<td>${firstLast(context, place)}</td><td>${delivered}</td><td>${days === null ? '–' : GAPS.daysOf(days.without, days.all)}${named}</td></tr>\n`;
}

function* attested(context: ReportContext, facts: GapsFacts): Generator<Markup> {
  const { chains, edges, hasDigests, spans, moreSpans, unchained } = facts;
  const { digests, logs } = context.verification;
  yield html`<h3>${GAPS.attested}</h3>\n`;
  if (!hasDigests || chains === null) {
    yield paragraphs([hasDigests ? GAPS.notJudged : GAPS.noDigests]);
    return;
  }
  yield paragraphs([GAPS.attestedText]);
  if (digests.missing + logs.missing + logs.unattested > 0)
    yield html`<div class="box warning"><p>∅ ${GAPS.missing(digests.missing, logs.missing, logs.unattested)}</p></div>\n`;
  // A brief has what is open; the full report has every chain.
  const listed = isBrief(context) ? chains.filter(({ open }) => open > 0) : chains;
  if (listed.length > 0 || chains.length === 0)
    yield table(
      'attested',
      GAPS.attestedHeads,
      listed.map((one) => chainRow(context, one)),
    );
  if (chains.length > listed.length) yield html`<p>✓ ${GAPS.wholeChains(chains.length - listed.length, listed.length)}</p>\n`;
  if (edges?.before || edges?.after)
    yield html`<p>${GAPS.edges} ${joined(
      [edges.before, edges.after].filter((one) => one !== null).map((one) => edgeText(context, one, edges.of)),
      '; ',
    )}. ${prose(GAPS.edgesFollow)}</p>\n`;
  yield html`<h4>${GAPS.spansTitle}</h4>\n`;
  if (spans.length === 0) yield html`<p>${GAPS.spansNone}</p>\n`;
  else
    yield table(
      'open-spans',
      GAPS.spanHeads,
      spans.map(({ chain, span }) => {
        const { meaning, consequence } = spanMeaning(span, chain);
        const { sign, word } = STATE_WORDS[span.state];
        return html`<tr><td>${time(context, span.from, false)}<br>${time(context, span.to, false)}</td><td class="number">${minutes(span.to - span.from)}</td>
<td>${chainName(context, chain)}</td><td><strong>${sign} ${word}</strong><br>${value(meaning)} ${consequence}</td></tr>\n`;
      }),
    );
  if (moreSpans.spans > 0) yield html`<p>${GAPS.moreSpans(moreSpans.spans, Math.round(moreSpans.ms / MINUTE))}</p>\n`;
  if (unchained.length > 0) {
    const names = unchained.slice(0, NAMED).map(({ account, region }) => html`${value(account)} ${value(region)}`);
    const more = unchained.length - names.length;
    yield html`<p>${GAPS.unchained} ${joined(names)}${more > 0 ? ` ${GAPS.moreUnchained(more)}` : null}. ${prose(GAPS.unchainedFollows)}</p>\n`;
  }
}

function edgeText(context: ReportContext, { from, to, places }: Edge, of: number): Markup {
  return html`${GAPS.from} ${inlineTime(context, from)} ${GAPS.to} ${inlineTime(context, to)} (${GAPS.placesOf(places, of)})`;
}

/** Each part with what it is: a chain has two regions, that of its deliveries and the home region of its trail. */
function chainName(context: ReportContext, { account, region, trail, homeRegion, buckets, backfill }: Chain): Markup {
  const parts: Markup[] = [
    html`${GAPS.chain.account} ${account === '' ? value(null) : named(context, account, 'account')}`,
    html`${GAPS.chain.region} ${value(region || null)}`,
    trail === '' ? html`${ATTESTATION.noTrail}` : html`${GAPS.chain.trail} ${named(context, trail, 'trail')}`,
    ...(homeRegion === '' ? [] : [html`${GAPS.chain.home} ${value(homeRegion)}`]),
    ...(buckets.length === 0
      ? []
      : [
          html`${GAPS.chain.bucket(buckets.length)} ${joined(buckets.slice(0, BUCKETS).map((one) => named(context, one, 'bucket')))}${buckets.length > BUCKETS ? ', …' : null}`,
        ]),
    ...(backfill ? [html`${ATTESTATION.backfill}`] : []),
  ];
  return joined(parts, html`<br>`);
}

const minutes = (ms: number): string => GAPS.minutes(Math.round(ms / MINUTE));

function chainRow(context: ReportContext, { chain, from, to, proven, open, worst }: ChainFacts): Markup {
  return html`<tr><td>${chainName(context, chain)}</td><td>${time(context, from, false)}<br>${time(context, to, false)}</td>
<td>${GAPS.share(proven, proven + open)}<br><span class="aside">${minutes(proven)} min</span></td>
<td>${open === 0 ? GAPS.nothingOpen : html`${GAPS.share(open, proven + open)}<br><span class="aside">${minutes(open)} min</span>`}</td>
<td>${worst === null ? html`${STATE_WORDS.complete.sign} ${GAPS.noWorst}` : html`${STATE_WORDS[worst].sign} ${STATE_WORDS[worst].word}`}</td></tr>\n`;
}

function* recording(context: ReportContext, facts: GapsFacts): Generator<Markup> {
  const { kinds, kindless, trails, unassigned, changes, selected } = facts;
  yield html`<h3>${GAPS.recording}</h3>\n<p>${GAPS.recordingText}</p>\n`;
  if (isBrief(context)) yield* briefly(kinds);
  else
    yield table(
      'recording',
      GAPS.recordingHeads,
      kinds.flatMap((kind) => kindRows(context, kind)),
    );
  if (kindless > 0) yield html`<p>${GAPS.kindless(kindless)}</p>\n`;
  if (trails.length === 0) yield html`<p>${GAPS.trailsNone}</p>\n`;
  else if (!isBrief(context)) yield html`<h4>${GAPS.trails}</h4>\n${trailTable(context, facts)}<p class="aside">${GAPS.trailsDated}</p>\n`;
  if (unassigned > 0) yield html`<p>${GAPS.unassigned(unassigned)}</p>\n`;
  if (changes.total > 0) yield changesMarkup(context, changes);
  if (selected.length > 0)
    yield html`<p>${GAPS.reduced}</p>\n<ul>${selected.map(
      ({ shape, items, records }) => html`<li>${shapeWords(shape)}: ${GAPS.reducedLine(items, records)}</li>`,
    )}</ul>\n`;
}

const isBrief = ({ options }: ReportContext): boolean => options.template === 'brief';

/** A line for each kind: what was recorded in which accounts. */
function* briefly(kinds: readonly RecordedKind[]): Generator<Markup> {
  const answerText = (answer: RecordedAnswer): Markup =>
    html`<strong>${GAPS.recorded[answer.recorded]}</strong> ${GAPS.inAccounts} ${accountsText(answer)}`;
  yield html`<ul>${kinds.map(
    ({ category, count, answers }) =>
      html`<li>${GAPS.kinds[category]} (${GAPS.inCase(count)}): ${
        answers.length === 0 ? GAPS.recorded.unknown : joined(answers.map(answerText), '; ')
      }</li>`,
  )}</ul>\n<p>${GAPS.brieflyFollows}</p>\n`;
}

/** One row for accounts of which the same is to be said. */
function kindRows({ zone }: ReportContext, { category, count, answers }: RecordedKind): Markup[] {
  const all: (RecordedAnswer | null)[] = answers.length === 0 ? [null] : answers;
  return all.map((answer, i) => {
    const kind = html`<td>${i === 0 ? html`${GAPS.kinds[category]}<br><span class="aside">${GAPS.inCase(count)}</span>` : null}</td>`;
    if (answer === null)
      return html`<tr>${kind}<td><span class="none">${GAPS.noAccounts}</span></td><td>${GAPS.recorded.unknown}</td><td>${GAPS.follows('unknown', 0)}</td></tr>\n`;
    const { recorded, trails } = answer;
    const reasons = trails.map(
      (trail) =>
        html`<br><span class="aside">${value(trail.name)}: ${GAPS.recorded[trail.recorded]}${reasonsText(trail.reasons, zone)}</span>`,
    );
    return html`<tr>${kind}<td>${accountsText(answer)}<br><span class="aside">${GAPS.inCase(answer.count)}</span></td>
<td><strong>${GAPS.recorded[recorded]}</strong>${trails.length === 0 ? html`<br><span class="aside">${GAPS.noTrail}</span>` : reasons}</td><td>${GAPS.follows(recorded, answer.count)}</td></tr>\n`;
  });
}

function reasonsText(reasons: readonly Reason[], zone: string): Markup | null {
  const words = reasonWords(reasons, zone);
  return words === '' ? null : value(words);
}

function accountsText({ accounts }: RecordedAnswer): Markup {
  const named = accounts.slice(0, NAMED).map(({ account, regions }) => {
    const name = account === '' ? html`${GAPS.noAccount}` : value(account);
    return regions === null ? name : html`${name} (${joined(regions.slice(0, NAMED).map((region) => value(region || null)))})`;
  });
  const more = accounts.length - named.length;
  return html`${joined(named)}${more > 0 ? html`, ${FACT_COMMON.more(more, 'account')}` : null}`;
}

/** Whether a trail logged over the time of the case, as far as its captured status says. */
function loggingText(context: ReportContext, { recorded, reason }: LoggingFacts): HtmlValue {
  if (recorded !== 'partly' && recorded !== 'notRecorded') return GAPS.logged[recorded];
  const [from = '', to = ''] = reason?.values ?? [];
  return html`${GAPS.logged[recorded]}${from === '' ? null : html`<br>${GAPS.from} ${time(context, Number(from), false)}`}${to === '' ? null : html`<br>${GAPS.until} ${time(context, Number(to), false)}`}`;
}

function trailTable(context: ReportContext, { trails }: GapsFacts): Markup {
  return table(
    'trails',
    GAPS.trailHeads,
    trails.map((trail) => {
      const { name, account, homeRegion, multiRegion, organization, selectors, logging, stopped, started, captured, over } = trail;
      const regions = multiRegion === null ? GAPS.regionsUnknown : multiRegion ? GAPS.allRegions : GAPS.oneRegion;
      const log = logging === null ? GAPS.loggingUnknown : logging ? GAPS.loggingYes : GAPS.loggingNo;
      return html`<tr><td>${value(name)}</td><td>${value(account)}<br>${value(homeRegion)}</td>
<td>${regions}${organization === true ? html`<br>${GAPS.organization}` : null}<br><span class="aside">${GAPS.selectors[selectors]}</span></td>
<td>${log}${stopped === null ? null : html`<br>${GAPS.stoppedAt} ${time(context, stopped, false)}`}${started === null ? null : html`<br>${GAPS.startedAt} ${time(context, started, false)}`}</td>
<td>${loggingText(context, over)}</td><td>${captured === null ? GAPS.loggingUnknown : time(context, captured, false)}</td></tr>\n`;
    }),
  );
}

function changesMarkup(context: ReportContext, { total, rows }: GapsFacts['changes']): Markup {
  const listed = table(
    'changes',
    GAPS.changeHeads,
    rows.map(({ row, id }) => {
      const exhibit = context.byEvent.get(id);
      return html`<tr><td>${time(context, row.timeMs, false)}</td><td>${value(row.eventName)}</td><td>${outcomeMarkup(context, { row })}</td>
<td>${exhibit ? link(anchor('exhibit', exhibit.number), COMMON.exhibit(exhibit.number)) : mono(eventIdText(row.eventID) ?? id)}</td></tr>\n`;
    }),
  );
  return html`<p>${GAPS.changes(total)}</p>\n${listed}${total > rows.length ? html`<p>${GAPS.moreChanges(total - rows.length)}</p>\n` : null}`;
}

function* rest(context: ReportContext, { unreadable }: GapsFacts): Generator<Markup> {
  const { items, events, undated, recordProblems, unread, notKept } = context.numbers;
  yield html`<h3>${GAPS.rest}</h3>\n`;
  const isEmpty = items + unread === 0;
  yield html`<ul><li>${events === 0 ? GAPS.noEvents : GAPS.undated(undated)}</li><li>${isEmpty ? GAPS.noEvidence : GAPS.problems(recordProblems, unreadable + unread)}</li>${
    notKept > 0 ? html`<li>${GAPS.notKept(notKept)}</li>` : null
  }</ul>\n`;
}
