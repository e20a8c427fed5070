// What AWS's signed digests say, span by span of delivery time, and by which keys; and the seals of the case.
import type { Chain, ChainSpan, SealVerdict } from '../../../shared/integrity.ts';
import { isProven, STATE_WORDS, spanMeaning } from '../../../shared/integrity-words.ts';
import { grouped } from '../../../shared/text.ts';
import type { ReportContext } from '../context.ts';
import { html, type Markup } from '../html.ts';
import { code, prose, table, time, value, verdict } from '../parts.ts';
import { ATTESTATION } from '../wording/index.ts';
import { named, person } from './redacted-parts.ts';

/** Spans listed that are not proven; the rest is counted. */
const LIMIT = 300;

/** Chains with what is open in them. Nothing when there are no digests. */
export function* attestation(context: ReportContext): Generator<Markup> {
  const { chains = [], keys = [], keysAbsent = [] } = context.verification;
  if (chains.length === 0) return;
  yield html`<h3>${ATTESTATION.title}</h3>\n<p>${prose(ATTESTATION.intro)}</p>\n`;
  yield table(
    'chains',
    ATTESTATION.chainHeads,
    chains.map((chain) => chainRow(context, chain)),
  );
  const { digests } = context.verification;
  const files = digests.valid + digests.invalid + digests.unverifiable;
  const periods = chains.reduce((sum, { spans }) => sum + digestsIn(spans), 0);
  if (files > periods) yield html`<p>${ATTESTATION.copies(files, periods)}</p>\n`;
  yield* openSpans(context, chains);
  yield html`<h4>${ATTESTATION.keys}</h4>\n<p>${prose(ATTESTATION.keysText)}</p>\n`;
  yield table('keys', ATTESTATION.keyHeads, [
    ...keys.map((key) => html`<tr><td>${code(key.fingerprint)}</td><td>${value(key.origin)}</td><td>${key.digests}</td></tr>\n`),
    ...keysAbsent.map((key) => html`<tr><td>${code(key.fingerprint)}</td><td>${ATTESTATION.keyAbsent}</td><td>${key.digests}</td></tr>\n`),
  ]);
}

/** Digests that are here, the one of each period once. */
function digestsIn(spans: readonly ChainSpan[]): number {
  return spans.reduce((sum, { digests, state }) => sum + (state === 'missing' ? 0 : digests), 0);
}

/** Whose digests: each part by what it is, so that each is hidden as such. */
function nameOf(context: ReportContext, { account, region, trail, backfill }: Chain): Markup {
  const parts = [
    ...(account === '' ? [] : [named(context, account, 'account')]),
    ...(region === '' ? [] : [value(region)]),
    trail === '' ? html`${ATTESTATION.noTrail}` : named(context, trail, 'trail'),
    ...(backfill ? [html`${ATTESTATION.backfill}`] : []),
  ];
  return html`${parts.map((part, i) => html`${i > 0 ? ' ' : ''}${part}`)}`;
}

function chainRow(context: ReportContext, chain: Chain): Markup {
  const { spans } = chain;
  const total = (pick: (span: ChainSpan) => number): number => spans.reduce((sum, span) => sum + pick(span), 0);
  const proven = spans.filter(({ state }) => isProven(state)).reduce((sum, { from, to }) => sum + (to - from), 0);
  const whole = total(({ from, to }) => to - from);
  const share = whole === 0 ? '' : `${Math.floor((proven / whole) * 1000) / 10} %`;
  const ends = [spans[0]?.from, spans.at(-1)?.to] as [number, number];
  return html`<tr><td>${nameOf(context, chain)}</td><td>${time(context, ends[0], false)}<br>${time(context, ends[1], false)}</td>
<td>${digestsIn(spans)}</td><td>${total(({ logs }) => logs)}</td><td>${share}</td></tr>\n`;
}

function* openSpans(context: ReportContext, chains: readonly Chain[]): Generator<Markup> {
  const open = chains.flatMap((chain) => chain.spans.filter(({ state }) => !isProven(state)).map((span) => ({ chain, span })));
  yield html`<h4>${ATTESTATION.open}</h4>\n`;
  if (open.length === 0) {
    yield html`<p>${ATTESTATION.nothingOpen}</p>\n`;
    return;
  }
  const counts = new Map<string, number>();
  for (const { span } of open) counts.set(STATE_WORDS[span.state].word, (counts.get(STATE_WORDS[span.state].word) ?? 0) + 1);
  const states = [...counts].map(([word, n]) => `${grouped(n)} ${word}`).join(', ');
  yield html`<p>${ATTESTATION.openCounts(open.length, states, context.verification.gaps.length)}</p>\n`;
  const longestFirst = open.toSorted((a, b) => rank(a.span) - rank(b.span) || b.span.to - b.span.from - (a.span.to - a.span.from));
  yield table(
    'spans',
    ATTESTATION.openHeads,
    longestFirst.slice(0, LIMIT).map(({ chain, span }) => {
      const { meaning, consequence } = spanMeaning(span, chain);
      const words = STATE_WORDS[span.state];
      return html`<tr><td>${words.sign} ${words.word}</td><td>${time(context, span.from, false)}<br>${time(context, span.to, false)}</td>
<td>${context.redaction === null ? value(chain.id) : nameOf(context, chain)}</td><td>${value(meaning)} ${consequence}</td></tr>\n`;
    }),
  );
  if (open.length > LIMIT) yield html`<p>${prose(ATTESTATION.openCut(open.length - LIMIT))}</p>\n`;
}

/** Worst first. */
function rank({ state }: ChainSpan): number {
  return ['invalid', 'missing', 'incomplete', 'stopped', 'uncovered', 'unverifiable'].indexOf(state);
}

/** The seals, each with what it proves; nothing when there are none. */
export function* seals(context: ReportContext): Generator<Markup> {
  const { seals: all } = context.verification;
  if (all.length === 0) return;
  yield html`<h3>${ATTESTATION.seals}</h3>\n<p>${prose(ATTESTATION.sealsText)}</p>\n`;
  yield table(
    'seals',
    ATTESTATION.sealHeads,
    all.map((seal) => sealRow(context, seal)),
  );
}

function sealRow(context: ReportContext, seal: SealVerdict): Markup {
  const { since, timestamp } = seal;
  const stamp = timestamp?.at
    ? html`<br>${ATTESTATION.stamped} ${time(context, timestamp.at, false)}, ${value(timestamp.authority)}`
    : null;
  return html`<tr><td>${seal.number}</td><td>${time(context, seal.at, false)}<br><span class="aside">${person(context, seal.examiner)}</span>${stamp}</td>
<td>${value(seal.note, 'note')}</td><td>${code(seal.fingerprint)}${seal.oneTimeKey ? html`<br>${ATTESTATION.oneTime}` : null}</td>
<td>${verdict(seal.ok, seal.ok ? ATTESTATION.holds : value(seal.reasons.join('; ')))}<br><span class="aside">${ATTESTATION.since(since)}</span></td></tr>\n`;
}
