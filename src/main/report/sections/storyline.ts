// The examiner's findings, in the order of the storyline: claims, each with the events that speak for and against it, set apart from the evidence as opinion.
import { type FindingVersion, FRAME, FRAME_WORDS, isHypothesis, STATE_WORDS } from '../../../shared/findings.ts';
import type { ReportContext } from '../context.ts';
import { html, type Markup, multiline } from '../html.ts';
import { markdown } from '../markdown.ts';
import { anchor, code, factTable, table, time, value } from '../parts.ts';
import { hasSection } from '../template-sections.ts';
import { type ToldFinding, toldOf } from '../told.ts';
import { ABOUT, FINDING_DOUBTS, STORYLINE, TITLES, VERSIONS } from '../wording/index.ts';
import { datesTable, datesTold } from './dates.ts';
import { joined, mono } from './fact-parts.ts';
import { doubts, exhibitLink, findingName, opinionBox, references, reviewMarkup, said, spanLines, takenOver } from './finding-parts.ts';
import { otherVersion, takenAwayTable, versionText, whose } from './finding-versions.ts';
import type { Section } from './section.ts';
import { whatText } from './what-parts.ts';

export const storyline: Section = {
  id: 'storyline',
  title: TITLES.storyline,
  about: ABOUT.storyline,
  newPage: true,
  *render(context) {
    const { findings, story, takenAway, otherStories } = toldOf(context);
    if (findings.size + takenAway.length === 0 && (story?.body.parts.length ?? 0) === 0) {
      yield html`<p>${STORYLINE.none}</p>\n`;
      return;
    }
    yield html`<p>${STORYLINE.intro}</p>\n`;
    if (datesTold(context).length > 0)
      yield html`<h3>${STORYLINE.dates}</h3>\n<p>${STORYLINE.datesText}</p>\n${datesTable(context, false)}`;
    /** Findings that have a place of their own by now, so that each has one anchor. */
    const written = new Set<string>();
    yield* storyParts(context, written);
    const others = [...findings.values()].filter(({ id }) => !written.has(id));
    const claims = others.filter(({ version }) => version.body.state !== 'rejected');
    const rejected = others.filter(({ version }) => version.body.state === 'rejected');
    if (claims.length > 0 && written.size > 0) yield html`<h3>${STORYLINE.further}</h3>\n`;
    for (const one of claims) yield* findingMarkup(context, one);
    if (rejected.length > 0) yield html`<h3>${STORYLINE.rejected}</h3>\n<p>${STORYLINE.rejectedText}</p>\n`;
    for (const one of rejected) yield* findingMarkup(context, one);
    if (!hasSection(context.options, 'opinion')) yield* takenAwayTable(context);
    if (otherStories.length > 0)
      yield html`<p class="aside">${VERSIONS.otherStory} ${joined(
        otherStories.map((one) => whose(context, one)),
        '; ',
      )}.</p>\n`;
    const namesTechniques = [...findings.values()].some(({ version }) => version.body.techniques.length > 0);
    if (namesTechniques) yield html`<p class="aside">${STORYLINE.attack}</p>\n`;
  },
};

function* storyParts(context: ReportContext, written: Set<string>): Generator<Markup> {
  const { findings, story } = toldOf(context);
  if (!story) return;
  const { body, author, origin } = story;
  if (origin !== '') yield html`<p class="aside">${STORYLINE.order} ${value(author)}${takenOver({ origin })}</p>\n`;
  for (const part of body.parts) {
    if (part.kind === 'heading') yield html`<h3>${said(part.text)}</h3>\n`;
    else if (part.kind === 'text') yield opinionBox(context, part.text);
    else {
      const finding = findings.get(part.id);
      if (finding === undefined) yield html`<p class="none">${STORYLINE.gone} ${code(part.id)}</p>\n`;
      else if (!written.has(part.id)) {
        written.add(part.id);
        yield* findingMarkup(context, finding);
      }
    }
  }
}

function* findingMarkup(context: ReportContext, told: ToldFinding): Generator<Markup> {
  const { id, version, others, reviews, span } = told;
  const { body, author, at } = version;
  const refer = references(context);
  yield html`<article class="finding" id="${anchor('finding', id)}">\n<h4>${findingName(told)}</h4>\n`;
  yield factTable([
    [STORYLINE.state, STATE_WORDS[body.state]],
    ...(body.reason === '' ? [] : [[STORYLINE.reason, html`<bdi>${multiline(body.reason)}</bdi>`] as const]),
    [STORYLINE.severity, html`${body.severity}; ${STORYLINE.confidence(body.confidence)}`],
    ...doubts(context, [told]).map((doubt) => [FINDING_DOUBTS.title, doubt] as const),
    [STORYLINE.span, spanLines(context, span, STORYLINE.spanNone)],
    ...(body.techniques.length === 0 ? [] : [[STORYLINE.techniques, techniques(body.techniques)] as const]),
    ...(body.entities.length === 0 ? [] : [[STORYLINE.entities, entities(body.entities)] as const]),
    [STORYLINE.author, html`${value(author)}${takenOver(version)}<br>${time(context, at)}`],
    [VERSIONS.title, versionText(context, told)],
    ...others.map((other) => [VERSIONS.other, otherVersion(context, told, other)] as const),
    ...reviews.map((mark) => [STORYLINE.review, reviewMarkup(context, mark, told)] as const),
  ]);
  yield html`<div class="box opinion"><p class="aside">${
    isHypothesis(body.state) ? STORYLINE.hypothesis : body.state === 'draft' ? STORYLINE.draft : STORYLINE.claim
  }</p>\n`;
  yield body.narrative === '' ? html`<p class="none">${STORYLINE.noNarrative}</p>\n` : markdown(body.narrative, refer);
  for (const question of FRAME) {
    if (body.questions[question] === '') continue;
    yield html`<p><strong>${FRAME_WORDS[question]}</strong></p>\n${markdown(body.questions[question], refer)}`;
  }
  yield html`</div>\n`;
  yield cited(context, told);
  yield html`</article>\n`;
}

function techniques(list: FindingVersion['body']['techniques']): Markup {
  return html`${list.map(({ id, name, tactics, data }, i) => {
    const more = [
      ...(tactics.length === 0 ? [] : [html`${STORYLINE.tactics}: ${value(tactics.join(', '))}`]),
      ...(data === '' ? [] : [value(data)]),
    ];
    return html`${i > 0 ? html`<br>` : null}${code(id)} ${value(name)}${
      more.length === 0 ? null : html` <span class="aside">(${more.map((one, k) => html`${k > 0 ? '; ' : ''}${one}`)})</span>`
    }`;
  })}`;
}

function entities(list: FindingVersion['body']['entities']): Markup {
  return html`${list.map(({ kind, value: of }, i) => html`${i > 0 ? html`<br>` : null}${kind} ${mono(of)}`)}`;
}

/** The events of a finding in order of time; undated ones and those that the case lacks last. */
function cited(context: ReportContext, { events }: ToldFinding): Markup {
  if (events.length === 0) return html`<p class="none">${STORYLINE.noEvents}</p>\n`;
  return table(
    'cited',
    STORYLINE.citedHeads,
    events.map(({ side, id, reason, row }) => {
      const what = row === null ? html`✖ ${STORYLINE.lost}` : value(whatText(context, row));
      return html`<tr><td>${STORYLINE.side[side]}</td><td>${row === null ? null : time(context, row.timeMs, false)}</td><td>${what}<br>${exhibitLink(context, id)}</td>
<td>${reason === '' ? null : html`<bdi>${multiline(reason)}</bdi>`}</td></tr>\n`;
    }),
  );
}
