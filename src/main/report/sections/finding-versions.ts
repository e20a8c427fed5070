// The versions of a finding: which of how many is told and what was changed, what other examiners' versions say otherwise, and what was taken away again.
import { FRAME, FRAME_WORDS, STATE_WORDS } from '../../../shared/findings.ts';
import type { ReportContext } from '../context.ts';
import { type HtmlValue, html, type Markup, multiline } from '../html.ts';
import { markdown } from '../markdown.ts';
import { table, time, value } from '../parts.ts';
import { type Differing, differences, lineOf, type ToldFinding, toldOf } from '../told.ts';
import { OPINION, VERSIONS } from '../wording/index.ts';
import { joined } from './fact-parts.ts';
import { exhibitLink, inlineTime, references, said, takenOver } from './finding-parts.ts';

type Version = ToldFinding['version'];

/** Events that only one of two versions cites, listed at most. */
const MOST_EVENTS = 20;
/** Findings that were taken away, listed at most. */
const MOST_TAKEN = 50;

/** `version 3 of 3; first written …; changed since the first version: title, severity`. */
export function versionText(context: ReportContext, told: ToldFinding): Markup {
  const { version } = told;
  const line = lineOf(told, version.origin);
  const [first] = line;
  if (first === undefined || line.length === 1) return html`${VERSIONS.only}`;
  const number = line.findIndex((one) => one.version === version.version) + 1;
  const changed = new Set(line.slice(1).flatMap((one, i) => differences((line[i] as Version).body, one.body)));
  const what = changed.size === 0 ? VERSIONS.unchanged : `${VERSIONS.changed} ${named([...changed])}`;
  const returned = line.some(({ removed }) => removed) ? `; ${VERSIONS.returned}` : null;
  return html`${VERSIONS.of(number, line.length)} ${inlineTime(context, first.at)}; ${what}${returned}`;
}

function named(names: readonly Differing[]): string {
  return names.map((name) => VERSIONS.names[name]).join(', ');
}

/** Whose another version is, and when it was written. */
export function whose(context: ReportContext, { author, origin, at }: Pick<Version, 'author' | 'origin' | 'at'>): Markup {
  return html`${value(author)}${takenOver({ origin })}, ${inlineTime(context, at)}`;
}

/** In which parts another version differs; or that it is gone there. */
export function differsIn({ version }: ToldFinding, other: Version): HtmlValue {
  return other.removed ? VERSIONS.removed : `${VERSIONS.differs} ${named(differences(version.body, other.body))}.`;
}

/** Another examiner's version, with all that it says otherwise. */
export function otherVersion(context: ReportContext, told: ToldFinding, other: Version): Markup {
  if (other.removed) return html`${whose(context, other)}<br>${differsIn(told, other)}`;
  const lines = differences(told.version.body, other.body).flatMap((name) => differing(context, told.version, other, name));
  return html`${whose(context, other)}<br>${differsIn(told, other)}<ul class="plain">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

function differing(context: ReportContext, { body: own }: Version, { body }: Version, name: Differing): Markup[] {
  const label = VERSIONS.theirs(VERSIONS.names[name]);
  const line = (content: HtmlValue): Markup[] => [html`${label}: ${content}`];
  switch (name) {
    case 'title':
      return line(said(body.title));
    case 'state':
      return line(STATE_WORDS[body.state]);
    case 'severity':
    case 'confidence':
      return line(body[name]);
    case 'reason':
      return line(body.reason === '' ? OPINION.noReason : html`<bdi>${multiline(body.reason)}</bdi>`);
    case 'narrative':
      return line(markdown(body.narrative, references(context)));
    case 'questions':
      return FRAME.filter((question) => own.questions[question] !== body.questions[question]).map(
        (question) => html`${VERSIONS.theirs(FRAME_WORDS[question])}: ${markdown(body.questions[question], references(context))}`,
      );
    case 'techniques':
      return line(joined(body.techniques.map(({ id, name: called }) => html`${id} ${value(called)}`)));
    case 'entities':
      return line(joined(body.entities.map(({ kind, value: of }) => html`${kind} ${value(of)}`)));
    default:
      return cited(context, own[name], body[name], label);
  }
}

function cited(context: ReportContext, own: readonly { id: string }[], theirs: readonly { id: string }[], label: string): Markup[] {
  const without = (list: readonly { id: string }[], other: readonly { id: string }[]): string[] =>
    list.map(({ id }) => id).filter((id) => !other.some((one) => one.id === id));
  const list = (what: string, ids: readonly string[]): Markup[] =>
    ids.length === 0
      ? []
      : [
          html`${label}, ${what}: ${joined(ids.slice(0, MOST_EVENTS).map((id) => exhibitLink(context, id)))}${ids.length > MOST_EVENTS ? `, … (+${ids.length - MOST_EVENTS})` : null}`,
        ];
  const lines = [...list(VERSIONS.citedThere, without(theirs, own)), ...list(VERSIONS.citedHere, without(own, theirs))];
  return lines.length > 0 ? lines : [html`${label}: ${VERSIONS.otherReasons}`];
}

/** Findings and hypotheses that were taken away: named, so that none is denied; nothing where there are none. */
export function* takenAwayTable(context: ReportContext): Generator<Markup> {
  const { takenAway } = toldOf(context);
  if (takenAway.length === 0) return;
  yield html`<h4>${VERSIONS.takenAway}</h4>\n<p>${VERSIONS.takenAwayText}</p>\n`;
  yield table(
    'taken-away',
    VERSIONS.takenAwayHeads,
    takenAway.slice(0, MOST_TAKEN).map(({ version, others }) => {
      const { body, author, origin, at } = version;
      const held = others.map(
        (one) => html`<br>${VERSIONS.stillHeld} ${whose(context, one)}: ${said(one.body.title)} (${STATE_WORDS[one.body.state]})`,
      );
      const reason = body.reason === '' ? null : html`<br>${OPINION.why}: <bdi>${multiline(body.reason)}</bdi>`;
      return html`<tr><td>${said(body.title)}${held}</td><td>${STATE_WORDS[body.state]}; ${OPINION.severity(body.severity)}${reason}</td>
<td>${value(author)}${takenOver({ origin })}<br>${time(context, at, false)}</td></tr>\n`;
    }),
  );
  if (takenAway.length > MOST_TAKEN) yield html`<p>${VERSIONS.moreTakenAway(takenAway.length - MOST_TAKEN)}</p>\n`;
}
