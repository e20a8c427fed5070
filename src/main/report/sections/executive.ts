// One page for a board: the examiner's own words or, where there are none, a draft put together from the findings that says that nobody has written it.
import { type FindingBody, SEVERITIES, STATE_WORDS } from '../../../shared/findings.ts';
import type { StoredRow } from '../../case/event-rows.ts';
import { attestedText } from '../attested.ts';
import type { ReportContext } from '../context.ts';
import { type HtmlValue, html, type Markup } from '../html.ts';
import { inShownOrder } from '../item-order.ts';
import { exhibitLinks, factTable, shortValue as value } from '../parts.ts';
import { isAsserted, type ToldFinding, toldOf } from '../told.ts';
import { COVER, EXECUTIVE, FACT_TITLES, STATEMENT_ABOUT, STATEMENT_TITLES, TITLES } from '../wording/index.ts';
import { caseVerdict, notShown } from './case-verdict.ts';
import { joined, mono } from './fact-parts.ts';
import { doubts, findingLink, inlineTime, reportText, said, sectionLink } from './finding-parts.ts';
import type { Section } from './section.ts';

/** It is to be one page: what has no room is counted. */
const MOST_FINDINGS = 8;
const MOST_OPEN = 5;
const MOST_CREDENTIALS = 5;
const MOST_PLACES = 6;
const MOST_LINKS = 6;

export const executive: Section = {
  id: 'executive',
  title: STATEMENT_TITLES.executive,
  about: STATEMENT_ABOUT.executive,
  newPage: true,
  *render(context) {
    const own = reportText(context, 'executiveSummary');
    if (own) yield own;
    else yield html`<div class="box warning"><p><strong>${EXECUTIVE.draft}</strong> ${EXECUTIVE.draftText}</p></div>\n`;
    const told = partsOf(context);
    if (own) {
      // Whatever the text says, what speaks against it stands beside it.
      yield html`<h3>${EXECUTIVE.beside}</h3>\n<p>${EXECUTIVE.besideText}</p>\n`;
      yield factTable(safeguards(context, told));
      return;
    }
    const rows = supporting(context, told.claims);
    yield factTable([
      [EXECUTIVE.what, what(context, told)],
      [EXECUTIVE.when, when(context, rows)],
      [EXECUTIVE.credentials, credentials(context, rows)],
      [EXECUTIVE.places, places(rows)],
      ...safeguards(context, told),
    ]);
  },
};

interface Parts {
  /** Asserted, gravest first. */
  claims: ToldFinding[];
  drafts: ToldFinding[];
  open: ToldFinding[];
  rejected: ToldFinding[];
}

function partsOf(context: ReportContext): Parts {
  const findings = [...toldOf(context).findings.values()];
  const held = (state: FindingBody['state']): ToldFinding[] => findings.filter(({ version }) => version.body.state === state);
  return {
    claims: bySeverity(findings.filter(isAsserted)),
    drafts: bySeverity(held('draft')),
    open: held('open'),
    rejected: held('rejected'),
  };
}

function safeguards(context: ReportContext, { claims, drafts, open, rejected }: Parts): (readonly [string, HtmlValue])[] {
  return [
    [EXECUTIVE.sure, sure(context, claims)],
    [EXECUTIVE.unknown, unknown(context, claims)],
    ...(drafts.length === 0 ? [] : [[EXECUTIVE.drafts, named(drafts, MOST_FINDINGS, EXECUTIVE.moreDrafts)] as const]),
    [EXECUTIVE.open, openMarkup(context, open, rejected)],
  ];
}

/** Gravest first; of one severity in the order of the storyline. */
function bySeverity(findings: ToldFinding[]): ToldFinding[] {
  const rank = ({ version }: ToldFinding): number => SEVERITIES.indexOf(version.body.severity);
  return findings.sort((a, b) => rank(b) - rank(a));
}

/** Events that speak for findings, in order of time, each once; those that the case lacks left out. */
function supporting({ redaction }: Pick<ReportContext, 'redaction'>, findings: readonly ToldFinding[]): StoredRow[] {
  const rows = new Map<number, StoredRow>();
  for (const { events } of findings) for (const { side, row } of events) if (side === 'supporting' && row) rows.set(row.record, row);
  // In order of import where that tells nothing of names of files.
  const all = inShownOrder(
    { redaction },
    [...rows.values()].sort((a, b) => a.record - b.record),
    ({ record }) => (redaction ? String(record) : ''),
  );
  return all.sort((a, b) => (a.timeMs ?? Number.MAX_VALUE) - (b.timeMs ?? Number.MAX_VALUE));
}

/** A list, what has no room told in a last line. */
function list(items: readonly Markup[], last: HtmlValue = null): Markup {
  return html`<ul class="plain">${items.map((one) => html`<li>${one}</li>`)}${last === null ? null : html`<li>${last}</li>`}</ul>`;
}

/** Findings with their severity, one a line; the rest counted. */
function named(
  findings: readonly ToldFinding[],
  most: number,
  more: (n: number) => HtmlValue,
  after: (one: ToldFinding) => HtmlValue = () => null,
): Markup {
  const rest = findings.length - most;
  return list(
    findings.slice(0, most).map((one) => html`<strong>${one.version.body.severity}</strong>: ${findingLink(one)}${after(one)}`),
    rest > 0 ? more(rest) : null,
  );
}

function what(context: ReportContext, { claims, drafts }: Parts): Markup {
  if (claims.length === 0) return html`${drafts.length === 0 ? EXECUTIVE.whatNone : EXECUTIVE.whatDrafts}`;
  const see = sectionLink(context, 'storyline', TITLES.storyline);
  return named(
    claims,
    MOST_FINDINGS,
    (n) => html`${EXECUTIVE.moreFindings(n)}${see === null ? null : html`: ${see}`}`,
    (one) => html`${doubts(context, [one]).map((doubt) => html`<br>${doubt}`)}`,
  );
}

function when(context: ReportContext, rows: readonly StoredRow[]): Markup {
  const dated = rows.filter(({ timeMs }) => timeMs !== null);
  const [first] = dated;
  const last = dated.at(-1);
  if (!first || !last) return html`${EXECUTIVE.whenNone}`;
  const text = EXECUTIVE.whenText(dated.length, rows.length - dated.length);
  return html`${inlineTime(context, first.timeMs)}<br>${inlineTime(context, last.timeMs)}<br><span class="aside">${text}</span>`;
}

/** Groups by a key, in the order in which each is first met. */
function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

function credentials(context: ReportContext, rows: readonly StoredRow[]): Markup {
  if (rows.length === 0) return html`${EXECUTIVE.credentialsNone}`;
  const groups = grouped(rows, ({ actor, accessKeyId }) => JSON.stringify([actor, accessKeyId])).sort((a, b) => b.length - a.length);
  const more = groups.length - MOST_CREDENTIALS;
  const shown = groups.slice(0, MOST_CREDENTIALS).map((group) => {
    const [{ actor, accessKeyId }] = group as [StoredRow];
    const name = actor === null ? html`${EXECUTIVE.nameless}` : value(actor);
    const key = accessKeyId === null ? EXECUTIVE.noKey : html`${EXECUTIVE.key} ${mono(accessKeyId)}`;
    return html`${name}, ${key}: ${links(exhibitsOf(context, group))}`;
  });
  return html`${list(shown, more > 0 ? EXECUTIVE.moreCredentials(more) : null)}<span class="aside">${EXECUTIVE.credentialsText}</span>`;
}

/** Numbers of the exhibits that are these records, rising. */
function exhibitsOf({ exhibits }: ReportContext, rows: readonly StoredRow[]): number[] {
  const records = new Set(rows.map(({ record }) => record));
  return exhibits.flatMap(({ number, row }) => (records.has(row.record) ? [number] : []));
}

function links(numbers: readonly number[]): Markup {
  const more = numbers.length - MOST_LINKS;
  return html`${exhibitLinks(numbers.slice(0, MOST_LINKS))}${more > 0 ? html`, … (+${more})` : null}`;
}

function places(rows: readonly StoredRow[]): Markup {
  if (rows.length === 0) return html`${EXECUTIVE.credentialsNone}`;
  const groups = grouped(
    rows.filter(({ accountId }) => accountId !== null),
    ({ accountId }) => accountId as string,
  );
  if (groups.length === 0) return html`${EXECUTIVE.placeNone}`;
  return list(
    groups.slice(0, MOST_PLACES).map((group) => {
      const regions = [...new Set(group.flatMap(({ awsRegion }) => (awsRegion === null ? [] : [awsRegion])))].sort();
      const named = regions.slice(0, MOST_PLACES).map((one) => value(one));
      const more = regions.length - MOST_PLACES;
      return html`${EXECUTIVE.account} ${value(group[0]?.accountId ?? null)}: ${regions.length === 1 ? EXECUTIVE.region : EXECUTIVE.regions} ${
        named.length === 0 ? EXECUTIVE.notNamed : joined(named)
      }${more > 0 ? html`, … (+${more})` : null}`;
    }),
    groups.length > MOST_PLACES ? html`… (+${groups.length - MOST_PLACES})` : null,
  );
}

function sure(context: ReportContext, claims: readonly ToldFinding[]): Markup {
  const { verification, isPreview } = context;
  const more = sectionLink(context, 'verification', COVER.readMore);
  const proof = html`${EXECUTIVE.verified} ${caseVerdict(context)} ${isPreview ? null : attestedText(verification)}${more === null ? null : html` (${more})`}`;
  const versions = otherVersions(context);
  if (claims.length === 0) return list([html`${EXECUTIVE.sureNone}`, ...versions, proof]);
  const held = (word: FindingBody['confidence']): number => claims.filter(({ version }) => version.body.confidence === word).length;
  const second = claims.flatMap(({ reviews }) => reviews.filter(({ byAuthor }) => !byAuthor));
  const reviewed = claims.filter(({ reviews }) => reviews.some(({ byAuthor }) => !byAuthor)).length;
  const said = (word: string): number => second.filter(({ verdict: one }) => one === word).length;
  const stale = second.filter(({ changed, reviewed: of }) => changed || of === null).length;
  const against = new Set(claims.flatMap(({ version }) => version.body.contradicting.map(({ id }) => id))).size;
  const doubtful = claims.filter((one) => doubts(context, [one]).length > 0);
  const opinions = sectionLink(context, 'opinion', STATEMENT_TITLES.opinion);
  return list([
    html`${EXECUTIVE.confidence(claims.length, held('high'), held('medium'), held('low'))}`,
    html`${EXECUTIVE.reviews(reviewed, claims.length)}${
      reviewed === 0 ? null : html` ${EXECUTIVE.verdicts(said('agree'), said('differ'), said('needsWork'))}`
    }${stale > 0 ? html` ${EXECUTIVE.changed(stale)}` : null}`,
    html`${EXECUTIVE.against(against)}${opinions === null ? null : html` ${opinions}`}`,
    ...versions,
    ...(doubtful.length === 0 ? [] : [html`✖ ${EXECUTIVE.doubtful(doubtful.length, claims.length)} ${some(doubtful.map(findingLink))}`]),
    proof,
  ]);
}

/** Findings of which another examiner says something else. */
function otherVersions(context: ReportContext): Markup[] {
  const others = [...toldOf(context).findings.values()].filter((one) => one.others.length > 0);
  return others.length === 0 ? [] : [html`${EXECUTIVE.otherVersions(others.length)} ${some(others.map(findingLink))}`];
}

/** The first few. */
function some(links: readonly Markup[]): Markup {
  return html`${joined(links.slice(0, MOST_OPEN))}${links.length > MOST_OPEN ? ', …' : null}`;
}

function unknown(context: ReportContext, claims: readonly ToldFinding[]): Markup {
  const { numbers } = context;
  const gaps = sectionLink(context, 'gaps', FACT_TITLES.gaps);
  const lost = new Set(claims.flatMap(({ events }) => events.filter(({ row }) => row === null).map(({ id }) => id))).size;
  return list([
    html`${EXECUTIVE.unknownPersons}`,
    html`${EXECUTIVE.unknownGaps}${gaps === null ? '.' : html`: ${gaps}`}`,
    ...notShown(context).map((sentence) => html`${sentence}`),
    ...(numbers.recordProblems > 0 ? [html`${EXECUTIVE.unreadable(numbers.recordProblems)}`] : []),
    ...(lost > 0 ? [html`${EXECUTIVE.lost(lost)}`] : []),
  ]);
}

function openMarkup(context: ReportContext, open: readonly ToldFinding[], rejected: readonly ToldFinding[]): Markup {
  const { takenAway } = toldOf(context);
  const more = open.length - MOST_OPEN;
  const shown = open.slice(0, MOST_OPEN).map((one) => html`${findingLink(one)} (${STATE_WORDS.open})`);
  const gone = takenAway.map(
    ({ version }) => html`${said(version.body.title)} (${STATE_WORDS[version.body.state]}; ${inlineTime(context, version.at)})`,
  );
  return list([
    ...(shown.length === 0 ? [html`${EXECUTIVE.openNone}`] : shown),
    ...(more > 0 ? [html`${EXECUTIVE.moreOpen(more)}`] : []),
    ...(rejected.length === 0 ? [] : [html`${EXECUTIVE.rejected(rejected.length)} ${some(rejected.map(findingLink))}`]),
    ...(gone.length === 0 ? [] : [html`${EXECUTIVE.takenAway(gone.length)} ${some(gone)}`]),
  ]);
}
