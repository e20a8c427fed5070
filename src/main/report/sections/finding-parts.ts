// Pieces that the sections share which tell what people conclude: references, links to findings and exhibits, the examiner's texts, review marks.
import { isHypothesis, type ReviewMark, VERDICT_WORDS } from '../../../shared/findings.ts';
import { referenceIn } from '../../../shared/references.ts';
import { formatTime, isoUtc } from '../../../shared/time.ts';
import { parseEventId, storedRow } from '../../case/event-rows.ts';
import { recordPlaces } from '../../case/record-places.ts';
import type { ReportText } from '../../case/report-texts.ts';
import type { ReportContext } from '../context.ts';
import { type HtmlValue, html, type Markup, multiline } from '../html.ts';
import { markdown, type ReferenceMarkup } from '../markdown.ts';
import { anchor, code, LAST_INSTANT, link, table, time, value } from '../parts.ts';
import { hasSection } from '../template-sections.ts';
import { lineOf, type ToldFinding, toldOf } from '../told.ts';
import { COMMON, FINDING_DOUBTS, OPINION, STORYLINE, TEXTS } from '../wording/index.ts';
import { exhibitList, mono } from './fact-parts.ts';

/** A sentence that somebody wrote, in one line: title, label, reason. */
export function said(text: string): Markup {
  return value(text, 'note');
}

/** A finding by its letter and title. */
export function findingName({ letter, version }: ToldFinding): Markup {
  const { state, title } = version.body;
  const kind = isHypothesis(state) ? STORYLINE.aHypothesis : state === 'draft' ? STORYLINE.aDraft : STORYLINE.aFinding;
  return html`${kind(letter)}: ${said(title)}`;
}

/** The same, as a link to it. */
export function findingLink(one: ToldFinding): Markup {
  return link(anchor('finding', one.id), findingName(one));
}

/** The exhibit of an event as a link; where there is none, the event's id. */
export function exhibitLink({ byEvent }: ReportContext, event: string): Markup {
  const exhibit = byEvent.get(event);
  return exhibit ? link(anchor('exhibit', exhibit.number), COMMON.exhibit(exhibit.number)) : eventId(event);
}

function eventId(id: string): Markup {
  return parseEventId(id) === null ? mono(id) : code(id);
}

/** An instant in the midst of a sentence, in the case's zone and UTC. */
export function inlineTime({ zone }: ReportContext, ms: number | null): Markup | null {
  if (ms === null) return null;
  if (!(Math.abs(ms) <= LAST_INSTANT)) return html`${COMMON.noInstant(ms)}`;
  const utc = html`<span class="time">${isoUtc(ms)}</span> UTC`;
  return zone === 'UTC' ? utc : html`<span class="time">${formatTime(ms, zone)}</span> (${utc})`;
}

/** From and to below each other; once where they are the same. */
export function spanMarkup(context: ReportContext, span: { from: number; to: number } | null, none: HtmlValue): Markup {
  if (span === null) return html`<span class="none">${none}</span>`;
  if (span.from === span.to) return time(context, span.from, false);
  return html`${STORYLINE.from} ${time(context, span.from, false)}<br>${STORYLINE.to} ${time(context, span.to, false)}`;
}

/** The same in a wide cell: a line for each end. */
export function spanLines(context: ReportContext, span: { from: number; to: number } | null, none: HtmlValue): Markup {
  if (span === null) return html`<span class="none">${none}</span>`;
  if (span.from === span.to) return html`${inlineTime(context, span.from)}`;
  return html`${STORYLINE.from} ${inlineTime(context, span.from)}<br>${STORYLINE.to} ${inlineTime(context, span.to)}`;
}

/** References by what they are now: an exhibit, an event, another finding, or the value itself. */
export function references(context: ReportContext): ReferenceMarkup {
  return (text) => {
    const reference = referenceIn(`[[${text}]]`);
    if (!reference) return null;
    const { kind, value: of } = reference;
    if (kind === 'finding') {
      const finding = toldOf(context).findings.get(of);
      return finding ? findingLink(finding) : html`${mono(of)} (${STORYLINE.gone})`;
    }
    if (kind === 'event') {
      const record = recordPlaces(context.db).at(of);
      if (record === null) return html`${eventId(of)} (${STORYLINE.lost})`;
      const { eventName, timeMs } = storedRow(context.db, record);
      const at = inlineTime(context, timeMs);
      return html`${value(eventName)}${at === null ? null : html`, ${at}`} (${exhibitLink(context, of)})`;
    }
    // The kind stands in the sentence around it, where it is needed: “the key [[key:AKIA…]]”.
    return mono(of);
  };
}

/** A text of the examiner's, set apart as opinion. */
export function opinionBox(context: ReportContext, text: string): Markup {
  return html`<div class="opinion box">${markdown(text, references(context))}</div>\n`;
}

/** One of the texts that the case keeps for reports, with whose it is; null where it is empty. */
export function reportText(context: ReportContext, name: ReportText): Markup | null {
  const text = context.settings[name];
  if (text.trim() === '') return null;
  const origin = toldOf(context).texts.get(name);
  const by = origin && html`. ${TEXTS.written} ${value(origin.author)}, ${inlineTime(context, origin.at)}`;
  return html`<div class="opinion box"><p class="aside">${TEXTS.byExaminer}${by ?? null}</p>\n${markdown(text, references(context))}</div>\n`;
}

/** Whose export something came from: a name in a file can be anybody's. */
export function takenOver({ origin }: { origin: string }): Markup | null {
  return origin === '' ? null : html` (${STORYLINE.takenOver} ${value(origin)})`;
}

/** How a review mark stands to its finding, in words. */
export function reviewMarkup(context: ReportContext, mark: ReviewMark, { version }: ToldFinding): Markup {
  const { reviewer, at, verdict, note, reviewed, changed, byAuthor } = mark;
  const words: HtmlValue[] = [
    ...(byAuthor ? [STORYLINE.byAuthor] : []),
    ...(reviewed && reviewed.origin !== version.origin
      ? [html`${STORYLINE.reviewed} ${reviewed.origin === '' ? STORYLINE.here : html`${value(reviewed.author)}${takenOver(reviewed)}`}`]
      : []),
    ...(reviewed ? [] : [STORYLINE.reviewedLost]),
    ...(changed && reviewed ? [STORYLINE.changed] : []),
  ];
  return html`${VERDICT_WORDS[verdict]}: ${value(reviewer)}${takenOver(mark)}${words.map((word) => html`; ${word}`)}<br>${time(context, at)}${
    note === '' ? null : html`<br><bdi>${multiline(note)}</bdi>`
  }`;
}

/** Review marks of all findings, each with the version that it is about. */
export function reviewTable(context: ReportContext, hashes: boolean): Markup {
  const findings = [...toldOf(context).findings.values()];
  const rows = findings.flatMap((finding) => finding.reviews.map((mark) => reviewRow(context, finding, mark, hashes)));
  // Its own author's is no second opinion.
  const bare = findings.filter(({ reviews }) => reviews.every(({ byAuthor }) => byAuthor));
  const hypotheses = bare.filter(({ version }) => isHypothesis(version.body.state)).length;
  const drafts = bare.filter(({ version }) => version.body.state === 'draft').length;
  const without = OPINION.unreviewed(bare.length - hypotheses - drafts, drafts, hypotheses);
  const others = bare.length === 0 ? null : html`<p>${without}</p>\n`;
  return html`${rows.length === 0 ? html`<p>${OPINION.reviewsNone}</p>\n` : table('reviews', OPINION.reviewHeads, rows)}${others}`;
}

function reviewRow(context: ReportContext, finding: ToldFinding, mark: ReviewMark, hashes: boolean): Markup {
  const { reviewed, changed, byAuthor } = mark;
  const about =
    reviewed === null
      ? html`✖ ${OPINION.lostVersion}`
      : html`${OPINION.writtenAt} ${time(context, reviewed.at, false)}<br>${changed ? OPINION.changed : OPINION.current}`;
  const line = reviewed === null ? [] : lineOf(finding, reviewed.origin);
  const index = line.findLastIndex(({ sha256, at }) => sha256 === mark.of && at <= mark.at);
  const number = index >= 0 ? index : line.findIndex(({ sha256 }) => sha256 === mark.of);
  const version = number < 0 ? null : html`${OPINION.version(number + 1, line.length)}, `;
  const hash = hashes ? html`<br><span class="aside">${OPINION.bodyHash} ${code(mark.of)}</span>` : null;
  return html`<tr><td>${findingLink(finding)}</td><td>${VERDICT_WORDS[mark.verdict]}${byAuthor ? html`<br><span class="aside">${OPINION.byAuthor}</span>` : null}${
    mark.note === '' ? null : html`<br><bdi>${multiline(mark.note)}</bdi>`
  }</td><td>${value(mark.reviewer)}${takenOver(mark)}<br>${time(context, mark.at, false)}</td><td>${version}${about}${hash}</td></tr>\n`;
}

/** Numbers of the exhibits that a finding rests on of which there is something to say: contradicted, or delivered with different contents. */
function flaggedOf(
  context: Pick<ReportContext, 'byEvent' | 'flags'>,
  findings: readonly ToldFinding[],
): { altered: number[]; conflict: number[] } {
  const cited = findings.flatMap(({ events }) => events.filter(({ side }) => side === 'supporting'));
  const numbers = [...new Set(cited.flatMap(({ id }) => context.byEvent.get(id)?.number ?? []))].sort((a, b) => a - b);
  return {
    altered: numbers.filter((number) => context.flags.get(number)?.altered),
    conflict: numbers.filter((number) => context.flags.get(number)?.conflict),
  };
}

/** What makes findings doubtful that rest on such exhibits, a sentence each. */
export function doubts(context: ReportContext, findings: readonly ToldFinding[]): Markup[] {
  const { altered, conflict } = flaggedOf(context, findings);
  return [
    ...(altered.length > 0 ? [html`✖ ${FINDING_DOUBTS.altered} ${exhibitList(altered)}`] : []),
    ...(conflict.length > 0 ? [html`≠ ${FINDING_DOUBTS.conflict} ${exhibitList(conflict)}`] : []),
  ];
}

/** A link to a section that the report has; its name alone would point to nothing. */
export function sectionLink({ options }: Pick<ReportContext, 'options'>, id: string, title: string): Markup | null {
  return hasSection(options, id) ? link(anchor('section', id), title) : null;
}
