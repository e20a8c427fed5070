// What is fact, what was derived, and what is somebody's opinion: told apart, with whose opinion it is, which alternatives were considered and who reviewed it.
import { isHypothesis, STATE_WORDS } from '../../../shared/findings.ts';
import { referencesOf } from '../../../shared/references.ts';
import type { ReportText } from '../../case/report-texts.ts';
import type { ReportContext } from '../context.ts';
import type { Exhibit } from '../exhibits.ts';
import { deliveredValues, differentOutcomes, outcomesOf } from '../facts/outcomes.ts';
import { type HtmlValue, html, type Markup, multiline } from '../html.ts';
import { inShownOrder } from '../item-order.ts';
import { prose, table, time, value } from '../parts.ts';
import { type ToldFinding, toldOf } from '../told.ts';
import { OPINION, STATEMENT_ABOUT, STATEMENT_TITLES, TEXT_NAMES, VERSIONS } from '../wording/index.ts';
import { exhibitList, joined } from './fact-parts.ts';
import { exhibitLink, findingLink, reportText, reviewTable, sectionLink, spanMarkup, takenOver } from './finding-parts.ts';
import { differsIn, takenAwayTable, whose } from './finding-versions.ts';
import { outcomeMarkup, sourcesMarkup } from './outcome-parts.ts';
import type { Section } from './section.ts';
import { whatText } from './what-parts.ts';

/** Lines of facts, most telling first; the rest is counted. */
const MOST_FACTS = 100;

export const opinion: Section = {
  id: 'opinion',
  title: STATEMENT_TITLES.opinion,
  about: STATEMENT_ABOUT.opinion,
  newPage: true,
  *render(context) {
    yield html`<p>${prose(OPINION.intro)}</p>\n`;
    yield* facts(context);
    yield html`<h3>${OPINION.derived}</h3>\n`;
    yield derived(context);
    yield* opinions(context);
    yield* alternatives(context);
    yield html`<h3>${OPINION.reviews}</h3>\n${reviewTable(context, false)}`;
  },
};

/** Exhibits that state the same: call, credentials, outcome. Those that are contradicted, or contradict each other, state nothing for sure and stand apart. */
function* facts(context: ReportContext): Generator<Markup> {
  yield html`<h3>${OPINION.facts}</h3>\n<p>${OPINION.factsText}</p>\n`;
  if (context.exhibits.length === 0) {
    yield html`<p>${OPINION.factsNone}</p>\n`;
    return;
  }
  const altered = context.exhibits.filter(({ number }) => context.flags.get(number)?.altered);
  const others = context.exhibits.filter(({ number }) => !context.flags.get(number)?.altered);
  const conflicting = others.filter(({ number }) => context.flags.get(number)?.conflict);
  const groups = new Map<string, Exhibit[]>();
  for (const one of others) {
    if (context.flags.get(one.number)?.conflict) continue;
    const key = JSON.stringify([
      whatText(context, one.row),
      one.row.eventSource,
      one.row.actor,
      differentOutcomes(outcomesOf(context, one)),
    ]);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  const shown = [...groups.values()].slice(0, MOST_FACTS);
  const rest = [...groups.values()].slice(MOST_FACTS);
  if (shown.length > 0)
    yield table(
      'stated',
      OPINION.factHeads,
      shown.map((group) => factRow(context, group)),
    );
  if (rest.length > 0) yield html`<p>${OPINION.moreFacts(rest.length, rest.flat().length)}</p>\n`;
  if (altered.length > 0)
    yield html`<div class="box warning"><h4>✖ ${OPINION.altered}</h4>\n<p>${OPINION.alteredText} ${exhibitList(altered.map(({ number }) => number))}</p></div>\n`;
  if (conflicting.length > 0) yield* conflicts(context, conflicting);
}

function factRow(context: ReportContext, group: readonly Exhibit[]): Markup {
  const [first] = group as [Exhibit];
  const { row } = first;
  const times = group.flatMap((one) => (one.row.timeMs === null ? [] : [one.row.timeMs]));
  const from = times[0];
  const undated = group.length - times.length;
  const span = spanMarkup(context, from === undefined ? null : { from, to: times.at(-1) as number }, time(context, null));
  return html`<tr><td>${value(whatText(context, row))}<br><span class="aside">${value(row.eventSource)}</span></td><td>${value(row.actor)}</td>
<td>${outcomeMarkup(context, first)}</td><td>${span}${from !== undefined && undated > 0 ? html`<br>${OPINION.undatedToo(undated)}` : null}</td><td>${exhibitList(group.map(({ number }) => number))}</td></tr>\n`;
}

/** Every delivery's word, side by side. */
function* conflicts(context: ReportContext, exhibits: readonly Exhibit[]): Generator<Markup> {
  const shown = exhibits.slice(0, MOST_FACTS);
  yield html`<div class="box warning"><h4>≠ ${OPINION.conflicting}</h4>\n<p>${OPINION.conflictingText}</p></div>\n`;
  yield table(
    'conflicting',
    OPINION.conflictHeads,
    shown.map((one) => {
      const outcomes = outcomesOf(context, one);
      const all = (field: 'eventName' | 'actor' | 'timeMs'): Markup =>
        html`${deliveredValues(outcomes, field).map((of, i) => html`${i > 0 ? html`<br>≠ ` : null}${field === 'timeMs' ? time(context, of as number | null, false) : value(of as string | null)}`)}`;
      return html`<tr><td>${all('eventName')}</td><td>${all('actor')}</td><td>${outcomeMarkup(context, one)}</td><td>${sourcesMarkup(context, one)}</td>
<td>${all('timeMs')}<br>${exhibitList([one.number])}</td></tr>\n`;
    }),
  );
  const more = exhibits.slice(MOST_FACTS);
  if (more.length > 0) yield html`<p>${OPINION.moreFacts(more.length, more.length)}</p>\n`;
}

function derived(context: ReportContext): Markup {
  const n = context.numbers;
  return table(
    'derived',
    OPINION.derivedHeads,
    OPINION.derivedRows({ ...n, unread: n.recordProblems }).map(
      ([what, rule, where]) =>
        html`<tr><td>${what}</td><td>${rule}</td><td>${sectionLink(context, where, OPINION.places[where]) ?? html`<span class="none">${OPINION.notHere}</span>`}</td></tr>\n`,
    ),
  );
}

function* opinions(context: ReportContext): Generator<Markup> {
  const { findings, story, otherStories } = toldOf(context);
  yield html`<h3>${OPINION.opinion}</h3>\n`;
  const line = (what: HtmlValue, whose: HtmlValue, status: HtmlValue): Markup =>
    html`<tr><td>${what}</td><td>${whose}</td><td>${status}</td></tr>\n`;
  const rows = [
    ...[...findings.values()].flatMap((one) => [
      findingRow(context, one, line),
      ...one.others.map((other) => line(html`${OPINION.otherVersion} ${findingLink(one)}`, whose(context, other), differsIn(one, other))),
    ]),
    ...otherStories.map((other) => line(VERSIONS.otherStory, whose(context, other), null)),
    ...(story ? [line(OPINION.story, html`${value(story.author)}${takenOver(story)}<br>${time(context, story.at, false)}`, null)] : []),
    ...notesByAuthor(context).map(([author, numbers]) =>
      line(html`${OPINION.notes(numbers.length)}: ${exhibitList(numbers)}`, value(author), OPINION.notesWhen),
    ),
    ...textsByAuthor(context).map(({ names, author, at }) =>
      line(
        html`${OPINION.texts}: ${names.map((name) => TEXT_NAMES[name]).join(', ')}`,
        html`${value(author)}<br>${time(context, at, false)}`,
        OPINION.text,
      ),
    ),
  ];
  yield rows.length === 0 ? html`<p>${OPINION.opinionNone}</p>\n` : table('whose', OPINION.opinionHeads, rows);
  const own = reportText(context, 'opinion');
  if (own) yield html`<h4>${OPINION.own}</h4>\n${own}`;
}

type Line = (what: HtmlValue, whose: HtmlValue, status: HtmlValue) => Markup;

function findingRow(context: ReportContext, one: ToldFinding, line: Line): Markup {
  const { body, author, at, origin } = one.version;
  return line(
    findingLink(one),
    html`${value(author)}${takenOver({ origin })}<br>${time(context, at, false)}`,
    html`${STATE_WORDS[body.state]}<br>${OPINION.severity(body.severity)}<br>${OPINION.confidence(body.confidence)}`,
  );
}

/** Numbers of exhibits with a note, by who wrote it, in order of name. */
function notesByAuthor(context: ReportContext): [string, number[]][] {
  const found = new Map<string, number[]>();
  for (const { bookmark, number } of context.exhibits) {
    if (bookmark === null || (bookmark.note === '' && bookmark.label === '')) continue;
    const numbers = found.get(bookmark.author);
    if (numbers) numbers.push(number);
    else found.set(bookmark.author, [number]);
  }
  return inShownOrder(context, found, ([name]) => name);
}

/** Texts for reports by who wrote them and when, those that were written together in one line. */
function textsByAuthor(context: ReportContext): { names: ReportText[]; author: string; at: number }[] {
  const found: { names: ReportText[]; author: string; at: number }[] = [];
  for (const [name, { author, at }] of toldOf(context).texts) {
    const same = found.find((one) => one.author === author && one.at === at);
    if (same) same.names.push(name);
    else found.push({ names: [name], author, at });
  }
  return found;
}

function* alternatives(context: ReportContext): Generator<Markup> {
  const { takenAway, findings: all } = toldOf(context);
  const findings = [...all.values()];
  const rejected = findings.filter(({ version }) => version.body.state === 'rejected');
  const open = findings.filter(({ version }) => version.body.state === 'open');
  const claims = findings.filter(({ version }) => !['open', 'rejected'].includes(version.body.state));
  yield html`<h3>${OPINION.alternatives}</h3>\n<p>${OPINION.alternativesText}</p>\n<h4>${OPINION.rejected}</h4>\n`;
  yield rejected.length === 0
    ? html`<p>${takenAway.length === 0 ? OPINION.rejectedNone : OPINION.rejectedGone}</p>\n`
    : html`<ul>${rejected.map(reasoned)}</ul>\n`;
  yield* takenAwayTable(context);
  if (open.length > 0) yield html`<h4>${OPINION.open}</h4>\n<ul>${open.map((one) => html`<li>${findingLink(one)}</li>`)}</ul>\n`;
  yield html`<h4>${OPINION.against}</h4>\n${against(context, findings)}`;
  yield html`<h4>${OPINION.ownAlternatives}</h4>\n${reportText(context, 'alternatives') ?? html`<p>${OPINION.ownNone}</p>\n`}`;
  if (claims.length === 0) {
    yield html`<p>${OPINION.noFindings}</p>\n`;
    return;
  }
  const named = considered(context, findings);
  const unlinked = claims.filter(({ id, version }) => version.body.contradicting.length === 0 && !named.has(id));
  const shared = new Map(unlinked.map((one) => [one, sharing(one, findings)]));
  const bare = unlinked.filter((one) => shared.get(one)?.length === 0);
  const near = unlinked.filter((one) => shared.get(one)?.length !== 0);
  if (near.length > 0)
    yield html`<p>${OPINION.sameEvents}</p>\n<ul>${near.map((one) => html`<li>${findingLink(one)}: ${joined((shared.get(one) ?? []).map(findingLink))}</li>`)}</ul>\n`;
  if (bare.length > 0)
    yield html`<div class="box warning"><p>${OPINION.none(bare.length)}</p>\n<ul>${bare.map((one) => html`<li>${findingLink(one)}</li>`)}</ul></div>\n`;
  if (unlinked.length === 0) yield html`<p>${OPINION.noneMissing}</p>\n`;
}

/** Hypotheses that cite an event which a finding rests on: as a rule another explanation of it. */
function sharing({ version }: ToldFinding, findings: readonly ToldFinding[]): ToldFinding[] {
  const own = new Set(version.body.supporting.map(({ id }) => id));
  const cites = ({ body }: ToldFinding['version']): boolean => [...body.supporting, ...body.contradicting].some(({ id }) => own.has(id));
  return findings.filter(
    (other) => other.version !== version && ['open', 'rejected'].includes(other.version.body.state) && cites(other.version),
  );
}

/** A hypothesis with the reason for which it was given up. */
function reasoned(one: ToldFinding): Markup {
  const { reason } = one.version.body;
  return html`<li>${findingLink(one)}<br>${OPINION.why}: ${reason === '' ? OPINION.noReason : html`<bdi>${multiline(reason)}</bdi>`}</li>`;
}

function against(context: ReportContext, findings: readonly ToldFinding[]): Markup {
  const rows = findings.flatMap((one) =>
    one.events
      .filter(({ side }) => side === 'contradicting')
      .map(
        ({ id, reason }) =>
          html`<tr><td>${findingLink(one)}</td><td>${exhibitLink(context, id)}</td><td>${reason === '' ? OPINION.noReason : html`<bdi>${multiline(reason)}</bdi>`}</td></tr>\n`,
      ),
  );
  return rows.length === 0 ? html`<p>${OPINION.againstNone}</p>\n` : table('against', OPINION.againstHeads, rows);
}

/** Findings that a hypothesis, or the text on alternatives, refers to; and findings that refer to a hypothesis. */
function considered({ settings }: ReportContext, findings: readonly ToldFinding[]): Set<string> {
  const hypotheses = new Set(findings.filter(({ version }) => isHypothesis(version.body.state)).map(({ id }) => id));
  const named = new Set(findingsNamed([settings.alternatives]));
  for (const { id, version } of findings) {
    const { narrative, questions, reason } = version.body;
    const others = findingsNamed([narrative, reason, ...Object.values(questions)]);
    if (hypotheses.has(id)) for (const other of others) named.add(other);
    else if (others.some((other) => hypotheses.has(other))) named.add(id);
  }
  return named;
}

function findingsNamed(texts: readonly string[]): string[] {
  return referencesOf(texts.filter((text) => text.includes('[['))).flatMap(({ kind, value: of }) => (kind === 'finding' ? [of] : []));
}
