// The case in numbers, and the period that its events span.
import { grouped } from '../../../shared/text.ts';
import { html, type Markup } from '../html.ts';
import { inShownOrder } from '../item-order.ts';
import { anchor, factTable, link, table, time, shortValue as value } from '../parts.ts';
import { hasSection } from '../template-sections.ts';
import { ABOUT, COMMON, KINDS, REDACTED, SUMMARY, TITLES } from '../wording/index.ts';
import { powerOfTwo, roundedSize } from './redacted-parts.ts';
import type { Section } from './section.ts';

/** Names are the attacker's to invent: a summary lists so many and counts the rest. */
const NAMES = 60;

function names(list: readonly string[]): Markup {
  if (list.length === 0) return value(null);
  const shown = list.slice(0, NAMES).map((name, i) => html`${i > 0 ? ', ' : ''}${value(name)}`);
  return html`${grouped(list.length)}: ${shown}${list.length > NAMES ? html`, ${COMMON.more(list.length - NAMES, 'name')}` : null}`;
}

export const summary: Section = {
  id: 'summary',
  title: TITLES.summary,
  about: ABOUT.summary,
  *render(context) {
    const { numbers: n, options, redaction } = context;
    const hasExhibits = hasSection(options, 'exhibits') || hasSection(options, 'glance');
    yield factTable([
      [SUMMARY.items, link(anchor('section', 'evidence'), grouped(n.items))],
      [SUMMARY.bytes, redaction === null ? SUMMARY.bytesValue(n.bytes) : REDACTED.sizeUpTo(powerOfTwo(n.bytes))],
      [SUMMARY.unread, grouped(n.unread)],
      [
        SUMMARY.records,
        html`${SUMMARY.sum(n.records, n.events, n.sightings, n.conflicts, n.recordProblems)}<br><span class="aside">${SUMMARY.sumText}</span>`,
      ],
      [SUMMARY.first, n.first === null ? value(null) : time(context, n.first)],
      [SUMMARY.last, html`${n.last === null ? value(null) : time(context, n.last)}<br><span class="aside">${SUMMARY.periodText}</span>`],
      [SUMMARY.undated, grouped(n.undated)],
      [SUMMARY.accounts, names(inShownOrder(context, n.accounts, (one) => one))],
      [SUMMARY.regions, names(n.regions)],
      hasExhibits
        ? [SUMMARY.exhibits, link(anchor('section', 'glance'), grouped(context.exhibits.length))]
        : [SUMMARY.exhibitsElsewhere, grouped(context.exhibits.length)],
      [SUMMARY.lost, grouped(context.lost.length)],
      [SUMMARY.problems, link(anchor('section', 'problems'), grouped(n.problems))],
      [SUMMARY.custody, link(anchor('section', 'custody'), grouped(context.custody.length))],
    ]);
    if (n.kinds.length === 0) return;
    yield html`<h3>${SUMMARY.kinds}</h3>\n`;
    yield table(
      'kinds',
      SUMMARY.kindHeads,
      n.kinds.map(
        ({ kind, items, bytes }) =>
          html`<tr><td>${KINDS[kind] ?? kind}</td><td class="number">${grouped(items)}</td><td class="number">${roundedSize(context, bytes)}</td></tr>\n`,
      ),
    );
  },
};
