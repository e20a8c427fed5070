// The examiner's findings, in the order of the storyline: claims, each with the events that speak for and against it, set apart from the evidence as opinion.
import {
  type FindingVersion,
  FRAME,
  FRAME_WORDS,
  isHypothesis,
  STATE_WORDS,
  type StorylineVersion,
  VERDICT_WORDS,
} from '../../../shared/findings.ts';
import { referenceIn } from '../../../shared/references.ts';
import { compareCited } from '../../case/cited-order.ts';
import { storedRow } from '../../case/event-rows.ts';
import { currentReviews, findingVersions, reviewMark, type StoredReview, shownStoryline, shownVersion } from '../../case/findings.ts';
import { recordPlaces } from '../../case/record-places.ts';
import type { ReportContext } from '../context.ts';
import { html, type Markup, multiline } from '../html.ts';
import { markdown, type ReferenceMarkup } from '../markdown.ts';
import { anchor, code, factTable, link, table, time, value } from '../parts.ts';
import { COMMON, STORYLINE, TITLES } from '../wording.ts';
import { ABOUT } from '../wording-templates.ts';
import type { Section } from './section.ts';

interface Told {
  context: ReportContext;
  /** Those that were not taken away. */
  findings: ReadonlyMap<string, FindingVersion>;
  versions: ReadonlyMap<string, readonly FindingVersion[]>;
  reviews: readonly StoredReview[];
  /** Findings that have a place of their own by now, so that each has one anchor. */
  written: Set<string>;
}

export const storyline: Section = {
  id: 'storyline',
  title: TITLES.storyline,
  about: ABOUT.storyline,
  newPage: true,
  *render(context) {
    const versions = findingVersions(context.db);
    const current = [...versions].map(([id, all]) => [id, shownVersion(all)] as const);
    const findings = new Map(current.filter(([, { removed }]) => !removed));
    const story = shownStoryline(context.db);
    if (findings.size === 0 && (story?.body.parts.length ?? 0) === 0) {
      yield html`<p>${STORYLINE.none}</p>\n`;
      return;
    }
    const told: Told = { context, findings, versions, reviews: currentReviews(context.db), written: new Set() };
    yield html`<p>${STORYLINE.intro}</p>\n`;
    if (story) yield* storyParts(told, story);
    const others = [...findings].filter(([id]) => !told.written.has(id));
    const claims = others.filter(([, { body }]) => body.state !== 'rejected');
    const rejected = others.filter(([, { body }]) => body.state === 'rejected');
    if (claims.length > 0 && told.written.size > 0) yield html`<h3>${STORYLINE.further}</h3>\n`;
    for (const [id, version] of claims) yield* findingMarkup(told, id, version);
    if (rejected.length > 0) yield html`<h3>${STORYLINE.rejected}</h3>\n<p>${STORYLINE.rejectedText}</p>\n`;
    for (const [id, version] of rejected) yield* findingMarkup(told, id, version);
    const namesTechniques = [...findings.values()].some(({ body }) => body.techniques.length > 0);
    if (namesTechniques) yield html`<p class="aside">${STORYLINE.attack}</p>\n`;
  },
};

function* storyParts(told: Told, { body, author, origin }: StorylineVersion): Generator<Markup> {
  if (origin !== '') yield html`<p class="aside">${STORYLINE.order} ${value(author)}${takenOver({ origin })}</p>\n`;
  for (const part of body.parts) {
    if (part.kind === 'heading') yield html`<h3>${value(part.text)}</h3>\n`;
    else if (part.kind === 'text') yield html`<div class="opinion box">${markdown(part.text, references(told))}</div>\n`;
    else {
      const version = told.findings.get(part.id);
      if (version === undefined) yield html`<p class="none">${STORYLINE.gone} ${code(part.id)}</p>\n`;
      else if (!told.written.has(part.id)) yield* findingMarkup(told, part.id, version);
    }
  }
}

function* findingMarkup(told: Told, id: string, version: FindingVersion): Generator<Markup> {
  told.written.add(id);
  const { context } = told;
  const { body, author, at } = version;
  const refer = references(told);
  yield html`<article class="finding" id="${anchor('finding', id)}">\n<h4>${value(body.title)}</h4>\n`;
  yield factTable([
    [STORYLINE.state, STATE_WORDS[body.state]],
    ...(body.reason === '' ? [] : [[STORYLINE.reason, html`<bdi>${multiline(body.reason)}</bdi>`] as const]),
    [STORYLINE.severity, html`${body.severity}; ${STORYLINE.confidence(body.confidence)}`],
    ...(body.techniques.length === 0 ? [] : [[STORYLINE.techniques, techniques(body.techniques)] as const]),
    ...(body.entities.length === 0 ? [] : [[STORYLINE.entities, entities(body.entities)] as const]),
    [STORYLINE.author, html`${value(author)}${takenOver(version)}<br>${time(context, at)}`],
    ...told.reviews.flatMap((review) =>
      review.body.finding === id ? [[STORYLINE.review, reviewMarkup(told, review, id, version)] as const] : [],
    ),
  ]);
  yield html`<div class="box opinion"><p class="aside">${isHypothesis(body.state) ? STORYLINE.hypothesis : STORYLINE.claim}</p>\n`;
  yield body.narrative === '' ? html`<p class="none">${STORYLINE.noNarrative}</p>\n` : markdown(body.narrative, refer);
  for (const question of FRAME) {
    if (body.questions[question] === '') continue;
    yield html`<p><strong>${FRAME_WORDS[question]}</strong></p>\n${markdown(body.questions[question], refer)}`;
  }
  yield html`</div>\n`;
  yield* cited(context, version);
  yield html`</article>\n`;
}

function techniques(list: FindingVersion['body']['techniques']): Markup {
  return html`${list.map(({ id, name, data }, i) => html`${i > 0 ? html`<br>` : null}${code(id)} ${value(name)}${data === '' ? null : html` (${data})`}`)}`;
}

function entities(list: FindingVersion['body']['entities']): Markup {
  return html`${list.map(({ kind, value: of }, i) => html`${i > 0 ? html`<br>` : null}${kind} ${code(of)}`)}`;
}

/** Whose export something came from: a name in a file can be anybody's. */
function takenOver({ origin }: { origin: string }): Markup | null {
  return origin === '' ? null : html` (${STORYLINE.takenOver} ${value(origin)})`;
}

function reviewMarkup({ context, versions }: Told, review: StoredReview, id: string, version: FindingVersion): Markup {
  const { reviewer, at, verdict, note, reviewed, changed, byAuthor, ...mark } = reviewMark(review, versions.get(id) ?? [version]);
  const words: (Markup | string)[] = [
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

/** The events of a finding in order of time; undated ones and those that the case lacks last. */
function* cited(context: ReportContext, { body }: FindingVersion): Generator<Markup> {
  const all = (['supporting', 'contradicting'] as const).flatMap((side) =>
    body[side].map(({ id, reason }) => {
      const record = recordPlaces(context.db).at(id);
      return { side, id, reason, row: record === null ? null : storedRow(context.db, record) };
    }),
  );
  if (all.length === 0) {
    yield html`<p class="none">${STORYLINE.noEvents}</p>\n`;
    return;
  }
  all.sort(compareCited);
  yield table(
    'cited',
    STORYLINE.citedHeads,
    all.map(({ side, id, reason, row }) => {
      const exhibit = context.byEvent.get(id);
      const what = row === null ? html`✖ ${STORYLINE.lost}` : value(row.eventName);
      const where = exhibit ? link(anchor('exhibit', exhibit.number), COMMON.exhibit(exhibit.number)) : code(id);
      return html`<tr><td>${STORYLINE.side[side]}</td><td>${row === null ? null : time(context, row.timeMs, false)}</td><td>${what}<br>${where}</td>
<td>${reason === '' ? null : html`<bdi>${multiline(reason)}</bdi>`}</td></tr>\n`;
    }),
  );
}

/** References by what they are now: an exhibit, an event, another finding, or the value itself. */
function references({ context, findings }: Told): ReferenceMarkup {
  return (text) => {
    const reference = referenceIn(`[[${text}]]`);
    if (!reference) return null;
    const { kind, value: of } = reference;
    if (kind === 'finding') {
      const version = findings.get(of);
      return version ? link(anchor('finding', of), value(version.body.title)) : html`<bdi>${of}</bdi> (${STORYLINE.gone})`;
    }
    if (kind === 'event') {
      const record = recordPlaces(context.db).at(of);
      if (record === null) return html`${code(of)} (${STORYLINE.lost})`;
      const { eventName, timeMs } = storedRow(context.db, record);
      const exhibit = context.byEvent.get(of);
      const named = html`${value(eventName)}, ${time(context, timeMs, false)}`;
      return exhibit ? html`${named} (${link(anchor('exhibit', exhibit.number), COMMON.exhibit(exhibit.number))})` : named;
    }
    return html`${kind} ${code(of)}`;
  };
}
