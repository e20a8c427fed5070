// The actors and access keys of exhibits and findings, and who issued which of them: credentials, never persons.
import { addTerm } from '../../../shared/filter.ts';
import type { LineageEdge, LineageNode, LineageStep } from '../../../shared/lineage.ts';
import { boxId } from '../../../shared/lineage-graph.ts';
import type { ReportContext } from '../context.ts';
import { type ActorFacts, type ActorsFacts, actorsFacts } from '../facts/actors.ts';
import { citedOf } from '../facts/cited.ts';
import { namedBy } from '../facts/findings.ts';
import { type KeyFacts, type KeysFacts, keysFacts } from '../facts/keys.ts';
import { type LineageFacts, lineageFacts, timeOf } from '../facts/lineage.ts';
import { html, type Markup, ours } from '../html.ts';
import { anchor, exhibitLinks, link, prose, table, time, shortValue as value } from '../parts.ts';
import { lineagePictures } from '../pictures/lineage.ts';
import { ACTORS, COMMON, FACT_ABOUT, FACT_COMMON, FACT_TITLES } from '../wording/index.ts';
import {
  addressesText,
  conflictsText,
  countsText,
  disputedText,
  exhibitList,
  joined,
  mono,
  otherAddressesText,
  textList,
} from './fact-parts.ts';
import { type Section, section } from './section.ts';

interface Prepared {
  actors: ActorsFacts;
  keys: KeysFacts;
  lineage: LineageFacts;
}

export const actors: Section = section<Prepared>({
  id: 'actors',
  title: FACT_TITLES.actors,
  about: FACT_ABOUT.actors,
  newPage: true,
  async prepare(context) {
    const keys = keysFacts(context, namedBy(context, 'key'));
    const lineage = lineageFacts(
      citedOf(context).events,
      keys.keys.map(({ key }) => key),
      context.redaction?.orderOf,
    );
    return { actors: actorsFacts(context, namedBy(context, 'actor')), keys, lineage };
  },
  *render(context, { actors: found, keys, lineage }) {
    if (found.actors.length + keys.keys.length + found.unknown.length + keys.unknown.length + found.nameless.length === 0) {
      yield html`<p>${FACT_COMMON.noneExhibits}</p>\n`;
      return;
    }
    yield html`<p>${prose(ACTORS.intro)}</p>\n<p>${FACT_COMMON.inCase}${context.redaction === null ? html` ${prose(ACTORS.filters)}` : null} ${ACTORS.twoRecords}</p>\n${conflictsText(keys.conflicts)}`;
    if (found.actors.length > 0)
      yield table(
        'actors',
        ACTORS.heads,
        found.actors.map((one) => actorRow(context, one)),
      );
    if (found.more > 0) yield html`<p>${FACT_COMMON.more(found.more, 'actor')}</p>\n`;
    if (found.nameless.length > 0) yield html`<p>${ACTORS.nameless} ${exhibitList(found.nameless)}</p>\n`;
    if (found.unknown.length > 0) yield html`<p>${ACTORS.unknown} ${textList(found.unknown)}</p>\n`;
    yield* keysMarkup(context, keys);
    yield* lineageMarkup(context, keys, lineage);
  },
});

function actorRow(context: ReportContext, one: ActorFacts): Markup {
  const { who, account, type, keys, signIns, mfa } = one;
  const kind = [value(type), ...(account === null ? [] : [html`${ACTORS.account} ${value(account)}`]), ACTORS.keys(keys)];
  const told =
    signIns.told === null
      ? ACTORS.signInsUntold(signIns.total)
      : html`${ACTORS.signIns(signIns.told.length)}${
          signIns.told.length === 0
            ? null
            : html`<ul class="plain">${signIns.told.map(
                ({ words, failed, time: at }) =>
                  html`<li>${value(words)}${failed ? `, ${ACTORS.signInFailed}` : null}<br>${time(context, at, false)}</li>`,
              )}</ul>`
        }`;
  return html`<tr><td>${value(who)}<br><span class="aside">${joined(kind)}</span>${filterText(context, who)}</td><td>${countsText(context, one)}</td>
<td>${addressesText(context, one.addresses, one.addressCount)}${otherAddressesText(one.otherAddresses)}</td><td>${told}<br>${ACTORS.mfa(mfa.yes, mfa.no, mfa.silent)}</td>
<td>${exhibitList(one.exhibits)}${disputedText(one.disputed)}${one.isNamed ? html`<br><span class="aside">${FACT_COMMON.named}</span>` : null}</td></tr>\n`;
}

/** The filter that gives the events counted of an actor; in a redacted copy names are pseudonyms, by which nothing is found. */
function filterText(context: ReportContext, who: string): Markup | null {
  if (context.redaction !== null) return null;
  return html`<br><span class="aside">${ACTORS.filter}</span> ${mono(addTerm('', { field: 'who', value: who, negated: false }))}`;
}

function* keysMarkup(context: ReportContext, { keys, more, keyless, unknown }: KeysFacts): Generator<Markup> {
  if (keys.length + keyless.length + unknown.length === 0) return;
  yield html`<h3>${ACTORS.keysTitle}</h3>\n`;
  if (keys.length > 0) {
    yield html`<p>${prose(ACTORS.keysIntro)}</p>\n`;
    yield table(
      'keys-involved',
      ACTORS.keyHeads,
      keys.map((one) => keyRow(context, one)),
    );
  }
  if (more > 0) yield html`<p>${FACT_COMMON.more(more, 'key')}</p>\n`;
  if (keyless.length > 0) yield html`<p>${ACTORS.keyless} ${exhibitList(keyless)}</p>\n`;
  if (unknown.length > 0) yield html`<p>${ACTORS.unknownKeys} ${textList(unknown)}</p>\n`;
}

export function keyType(type: KeyFacts['type']): string {
  return type === null ? ACTORS.unknownType : type === 'long-term' ? ACTORS.longTerm : ACTORS.temporary;
}

function keyRow(context: ReportContext, one: KeyFacts): Markup {
  const { key, type, who, others, sessionName, exhibits, isNamed } = one;
  const whose =
    who === null
      ? html`<span class="none">${ACTORS.unused}</span>`
      : html`${value(who)}${others > 0 ? html`<br>${ACTORS.others(others)}` : null}${sessionName === null ? null : html`<br>${ACTORS.session} ${value(sessionName)}`}`;
  const kinds = (['made', 'issued', 'about'] as const).filter((kind) => exhibits[kind].length > 0);
  return html`<tr><td>${mono(key)}<br><span class="aside">${keyType(type)}</span></td><td>${whose}</td>
<td>${one.events === 0 ? FACT_COMMON.events(0) : countsText(context, one)}</td><td>${addressesText(context, one.addresses, one.addressCount)}${otherAddressesText(one.otherAddresses)}</td>
<td>${kinds.map((kind, i) => html`${i > 0 ? html`<br>` : null}${ACTORS[kind]}: ${exhibitList(exhibits[kind])}`)}${disputedText(exhibits.disputed)}${
    isNamed ? html`${kinds.length > 0 ? html`<br>` : null}<span class="aside">${FACT_COMMON.named}</span>` : null
  }</td></tr>\n`;
}

function* lineageMarkup(context: ReportContext, { keys }: KeysFacts, facts: LineageFacts): Generator<Markup> {
  if (keys.length === 0) return;
  yield html`<h3>${ACTORS.lineageTitle}</h3>\n`;
  if (facts.steps.length === 0) yield html`<p>${ACTORS.lineageNone}</p>\n`;
  else {
    yield html`<p>${prose(ACTORS.lineageIntro)}</p>\n`;
    const cited = new Set(keys.filter(({ exhibits }) => exhibits.made.length > 0).map(({ key }) => boxId({ kind: 'key', value: key })));
    const description = ours(ACTORS.lineageDescription(facts.graph.shown.size, facts.graph.arrows.length));
    const pictures = lineagePictures({ graph: facts.graph, title: ours(ACTORS.lineagePicture), description, cited, id: 'picture-lineage' });
    if (pictures.length > 0) yield html`${pictures}<p class="aside">${ACTORS.cited}. ${description}</p>\n`;
    if (pictures.length > 0 && facts.undrawn > 0) yield html`<p>${ACTORS.undrawn(facts.undrawn)}</p>\n`;
    yield stepsTable(context, facts.steps);
    if (facts.more > 0) yield html`<p>${ACTORS.moreSteps(facts.more)}</p>\n`;
    if (facts.rootless.length > 0) yield html`<p>${ACTORS.rootless} ${textList(facts.rootless)}</p>\n`;
  }
  for (const end of ['circle', 'limit'] as const) {
    const odd = facts.odd.filter((one) => one.end === end).map(({ key }) => key);
    if (odd.length > 0) yield html`<p>${ACTORS[end]} ${textList(odd)}</p>\n`;
  }
  if (facts.unread.length > 0) yield html`<p>${ACTORS.unread} ${textList(facts.unread)}</p>\n`;
}

/** Each step with its reason, in the order given. */
export function stepsTable(context: ReportContext, steps: readonly LineageStep[]): Markup {
  return table(
    'lineage',
    ACTORS.lineageHeads,
    steps.map(
      (step) => html`<tr><td>${nodeText(step.from)}</td><td>${nodeText(step.to)}</td><td>${howText(step)}${othersText(step)}</td>
<td>${eventText(context, step)}</td></tr>\n`,
    ),
  );
}

function nodeText({ kind, value: of, who, events, denied }: LineageNode): Markup {
  const whose = kind === 'key' && who !== null ? html`<br>${value(who)}` : null;
  const counts = kind === 'instance' || kind === 'function' ? null : `, ${ACTORS.boxEvents(events, denied)}`;
  return html`${kind === 'key' ? mono(of) : value(of)}${whose}<br><span class="aside">${ACTORS.kinds[kind]}${counts}</span>`;
}

function howText({ how, certainty, why, copies }: LineageEdge): Markup {
  return html`<strong>${ACTORS[certainty]}</strong>: ${value(how)}${copies > 1 ? `, ${ACTORS.copies(copies)}` : null}<br><span class="aside">${value(why)}</span>`;
}

function othersText({ others, otherCount }: LineageStep): Markup | null {
  if (otherCount === 0) return null;
  const more = otherCount - others.length;
  return html`<br>${ACTORS.other} ${joined(others.map(({ certainty, how, from }) => html`${ACTORS[certainty]} ${value(how)} ${ACTORS.kinds[from.kind]} ${value(from.value)}`))}${
    more > 0 ? `, ${FACT_COMMON.more(more, 'answer')}` : null
  }`;
}

function eventText(context: ReportContext, edge: LineageEdge): Markup {
  if (edge.event === null) {
    const at = timeOf(edge);
    return html`<span class="none">${ACTORS.noEvent}</span>${at === null ? null : html`<br>${time(context, at, false)}`}`;
  }
  const { id, time: at, eventID } = edge.event;
  const own = edge.events.map((one) => context.byEvent.get(one.id)?.number).filter((number) => number !== undefined);
  const exhibit = context.byEvent.get(id);
  const links = exhibit
    ? link(anchor('exhibit', exhibit.number), COMMON.exhibit(exhibit.number))
    : own.length > 0
      ? exhibitLinks(own)
      : null;
  return html`${time(context, at, false)}<br>${links ?? (eventID === null ? null : mono(eventID))}`;
}
