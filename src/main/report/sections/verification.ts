// What was verified and how, with the result in words and numbers, and everything that was found wrong.
import type { Finding, VerifySummary } from '../../../shared/domain.ts';
import { attestedText } from '../attested.ts';
import type { ReportContext } from '../context.ts';
import { caseText, type HtmlValue, html, type Markup } from '../html.ts';
import { anchor, code, itemAnchor, itemLink, link, prose, table, value, verdict } from '../parts.ts';
import { ABOUT, COMMON, TITLES, VERIFICATION } from '../wording/index.ts';
import { attestation, seals } from './attestation.ts';
import { notShown } from './case-verdict.ts';
import { filePath } from './redacted-parts.ts';
import type { Section } from './section.ts';

/** Findings listed, worst first. */
const LIMIT = 300;

/** True when the verification reached a verdict on any of AWS's digests or what they list. */
function digestsChecked({ digests, logs }: VerifySummary): boolean {
  return digests.valid + digests.invalid + digests.missing + logs.valid + logs.invalid + logs.missing > 0;
}

function rows(context: ReportContext): Markup[] {
  const { verification: v, roots, custody } = context;
  const sameRoots = v.roots.evidence === roots.evidence && v.roots.events === roots.events;
  const line = (what: string, how: HtmlValue, result: HtmlValue): Markup =>
    html`<tr><th scope="row">${what}</th><td>${how}</td><td>${result}</td></tr>\n`;
  const moved = v.custody.entries === custody.length ? null : html`<br>${VERIFICATION.custodyMoved(v.custody.entries, custody.length)}`;
  // Counted nowhere but in the findings: known only where those were asked for.
  const schema = v.items?.filter((one) => one.kind === 'schema').length;
  const counts = html`${VERIFICATION.verdicts(v.digests)}; ${VERIFICATION.logVerdicts(v.logs)}; ${VERIFICATION.gaps(v.gaps.length)}`;
  return [
    line(
      VERIFICATION.evidence,
      VERIFICATION.evidenceHow,
      verdict(v.evidence.altered === 0, VERIFICATION.evidenceResult(v.evidence.checked, v.evidence.altered, v.evidence.notKept)),
    ),
    line(
      VERIFICATION.events,
      VERIFICATION.eventsHow,
      verdict(v.events.differing === 0, VERIFICATION.eventsResult(v.events.checked, v.events.differing)),
    ),
    line(
      VERIFICATION.custody,
      VERIFICATION.custodyHow,
      html`${verdict(v.custody.broken === 0, VERIFICATION.custodyResult(v.custody.entries, v.custody.broken))}${moved}`,
    ),
    ...(schema === undefined
      ? []
      : [line(VERIFICATION.schema, VERIFICATION.schemaHow, verdict(schema === 0, VERIFICATION.schemaResult(schema)))]),
    line(VERIFICATION.roots, VERIFICATION.rootsHow, verdict(sameRoots, sameRoots ? VERIFICATION.rootsSame : VERIFICATION.rootsDiffer)),
    line(
      VERIFICATION.seals,
      VERIFICATION.sealsHow,
      v.seals.length === 0
        ? VERIFICATION.sealsResult(0)
        : verdict(
            v.seals.every(({ ok }) => ok),
            VERIFICATION.sealsResult(v.seals.length),
          ),
    ),
    line(
      VERIFICATION.digests,
      html`${prose(VERIFICATION.digestsHow)} ${VERIFICATION.digestsLeft(v.digests.unverifiable, v.logs.unverifiable, v.logs.unattested)}`,
      html`${digestsChecked(v) ? null : html`? ${VERIFICATION.digestsUnchecked}<br>`}<span class="aside">${counts}${v.keysFrom && v.keysFrom.length > 0 ? html`<br>${caseText(VERIFICATION.keysFrom(v.keysFrom))}` : null}</span>`,
    ),
  ];
}

/** The key of an object that is missing is a path. */
function keyText(context: ReportContext, key: string): Markup {
  return context.redaction !== null && key.includes('/') ? html`<code>${filePath(context, key)}</code>` : code(key);
}

/** What a finding concerns, as a link where the report shows it. */
function concerned(context: ReportContext, finding: Finding): Markup {
  const { kind, key } = finding;
  if (kind === 'evidence') return itemLink(context, key);
  const exhibit = context.byEvent.get(key);
  if (kind === 'event' && exhibit) return html`${link(anchor('exhibit', exhibit.number), COMMON.exhibit(exhibit.number))} ${code(key)}`;
  const entry = kind === 'custody' ? context.custody.find(({ seq }) => String(seq) === key) : undefined;
  if (entry) return link(anchor('custody', entry.seq), COMMON.entry(entry.seq));
  const item = key.slice(0, 64);
  return context.hasItem(item) ? html`${kind}: ${link(itemAnchor(context, item), code(key))}` : html`${kind}: ${keyText(context, key)}`;
}

/** That nothing contradicts is not that all is here: what is missing or could not be checked stands beside it. */
function noContradiction(context: ReportContext): Markup {
  const { gaps } = context.verification;
  const open = [...notShown(context), ...(gaps.length > 0 ? [VERIFICATION.openGaps(gaps.length)] : [])];
  const list = html`<p>? ${VERIFICATION.openToo}</p>\n<ul>${open.map((one) => html`<li>${one}</li>`)}</ul>\n`;
  return html`<p>${VERIFICATION.nothing}</p>\n${open.length === 0 ? null : list}`;
}

function* findings(context: ReportContext): Generator<Markup> {
  const { items, itemsCut, ok } = context.verification;
  yield html`<h3>${VERIFICATION.findings}</h3>\n`;
  if (!items) {
    yield ok ? noContradiction(context) : html`<p>${prose(VERIFICATION.findingsUnlisted)}</p>\n`;
    return;
  }
  if (items.length === 0) {
    yield noContradiction(context);
    return;
  }
  yield table(
    'findings',
    VERIFICATION.findingHeads,
    items
      .slice(0, LIMIT)
      .map((one) => html`<tr><td>${concerned(context, one)}</td><td>✖ ${one.verdict}</td><td>${value(one.reason)}</td></tr>\n`),
  );
  if (items.length > LIMIT) yield html`<p>${prose(VERIFICATION.findingsCut(items.length - LIMIT))}</p>\n`;
  if (itemsCut) yield html`<p>${VERIFICATION.findingsLimited}</p>\n`;
}

export const verification: Section = {
  id: 'verification',
  title: TITLES.verification,
  about: ABOUT.verification,
  *render(context) {
    const { verification: v } = context;
    yield html`<p>${verdict(v.ok, v.ok ? VERIFICATION.clean : VERIFICATION.found)} ${attestedText(v)}</p>\n`;
    yield table('checks', VERIFICATION.heads, rows(context));
    if (!digestsChecked(v)) yield html`<div class="box"><p>${VERIFICATION.uncheckedText}</p></div>\n`;
    yield* findings(context);
    yield* attestation(context);
    yield* seals(context);
  },
};
