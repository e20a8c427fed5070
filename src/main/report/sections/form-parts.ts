// Pieces of forms: blanks to write on, boxes to tick, and the hashes of the items that a form is about. Nothing in a form is filled in that somebody has to know.
import { grouped } from '../../../shared/text.ts';
import type { ReportText } from '../../case/report-texts.ts';
import type { ReportContext } from '../context.ts';
import { sha256 } from '../exhibits.ts';
import { type HtmlValue, html, type Markup } from '../html.ts';
import { inShownOrder, itemsInOrder } from '../item-order.ts';
import { code, itemLink, prose, tableEnds } from '../parts.ts';
import { hasSection, sectionNumber } from '../template-sections.ts';
import { FORM, FORM_TITLES, TEXTS, TITLES } from '../wording/index.ts';
import { contradicted } from './case-verdict.ts';
import { reportText, sectionLink } from './finding-parts.ts';

/** A line to write on. */
export function blank(width: 'short' | 'medium' | 'long' | 'line' = 'medium'): Markup {
  return html`<span class="blank ${width}">\u00a0</span>`;
}

/** A box to tick. */
export function tick(text: HtmlValue): Markup {
  return html`<span class="tick">☐</span> ${text}`;
}

/** The examiner's text, or a marked blank for the expert. */
export function textOrBlank(context: ReportContext, name: ReportText): Markup {
  return (
    reportText(context, name) ??
    html`<div class="box form"><p><strong>☐ ${TEXTS.blank}</strong> <span class="aside">${TEXTS.blankText}</span></p>\n${lines(4)}</div>\n`
  );
}

/** Ruled lines, whole width. */
export function lines(n: number): Markup {
  return html`${Array.from({ length: n }, () => html`<p class="ruled">${blank('line')}</p>\n`)}`;
}

/** Items that a form is about at most; of more, those of exhibits. */
export const MOST_ITEMS = 1000;

interface FormItem {
  id: number;
  hash: string;
  size: number;
  kept: number;
}

/** What every form begins with; a case that fails its own verification is not to be certified. */
export function formHead(context: ReportContext): Markup {
  const { redaction } = context;
  return html`<div class="box form"><p><strong>${FORM.isForm}</strong> ${FORM.isFormText}</p></div>\n${
    redaction === null ? null : html`<div class="box warning"><p>✖ ${FORM.redacted}</p></div>\n`
  }${unfit(context)}`;
}

function unfit(context: ReportContext): Markup | null {
  if (context.isPreview) return null;
  const altered = formItems(context).filter((item) => isAltered(context, item)).length;
  if (context.verification.ok && altered === 0) return null;
  const reasons = [...contradicted(context), ...(altered > 0 ? [FORM.alteredNow(altered)] : [])];
  const more = sectionLink(context, 'verification', TITLES.verification);
  return html`<div class="box warning"><p><strong>✖ ${FORM.unfit}</strong>${
    reasons.length === 0 ? null : html` ${FORM.unfitText} ${reasons.join('; ')}.`
  }${more === null ? null : html` ${more}.`}</p></div>\n`;
}

function isAltered({ intact, isPreview }: ReportContext, { id, hash }: FormItem): boolean {
  return !isPreview && intact.check(id, hash) === 'altered';
}

/** For whoever completes the form, and where its wording is from. */
export function formNotes(title: string, help: readonly string[], source: string): Markup {
  return html`<h3>${title}</h3>\n<ul>${help.map((line) => html`<li>${prose(line)}</li>`)}</ul>\n<h3>${FORM.source}</h3>\n<p class="aside">${source}</p>\n`;
}

/**
 * The items that the form is about, with their hashes: all of the case, or only those of exhibits where not all have room. Those whose bytes the case lacks stand apart.
 * Of two forms of one law in a document, the second has the list, and the first says so.
 * @param form id of its section
 * @param ticked with a box for each
 */
export function* hashReport(context: ReportContext, form: Form, ticked: boolean): Generator<Markup> {
  const { numbers, options } = context;
  yield html`<h3>${FORM.items}</h3>\n`;
  if (numbers.items === 0) {
    yield html`<p>${FORM.none}</p>\n`;
    return;
  }
  const items = formItems(context);
  if (items.length < numbers.items)
    yield html`<p><strong>${items.length === 0 ? FORM.cutNone(numbers.items) : FORM.cut(items.length, context.byItem.size, numbers.items)}</strong></p>\n`;
  const home = listIn(context, form);
  if (home !== form && items.length > 0) {
    const place = sectionLink(context, home, FORM.section(sectionNumber(options, home), FORM_TITLES[home]));
    yield html`<p>${FORM.listedIn(items.length)} ${place}${FORM.listedInEnd}</p>\n${rootOf(context)}`;
    return;
  }
  if (items.length > 0) yield html`<p>${FORM.itemsText(items.length)}</p>\n`;
  const [kept, notKept] = [items.filter((one) => one.kept), items.filter((one) => !one.kept)];
  yield* itemsTable(context, kept, ticked, 0);
  if (notKept.length > 0) {
    yield html`<h4>${FORM.notKeptItems}</h4>\n<p>${FORM.notKeptText(notKept.length)}</p>\n`;
    yield* itemsTable(context, notKept, false, kept.length);
  }
  yield rootOf(context);
}

function rootOf(context: ReportContext): Markup {
  const { numbers, roots } = context;
  const more = sectionLink(context, 'roots', TITLES.roots);
  return html`<p>${FORM.root} ${code(roots.evidence)}<br><span class="aside">${FORM.rootText(numbers.items)}${more === null ? null : html` ${FORM.rootHow} ${more}.`}</span></p>\n`;
}

/** Forms of one law: the list of one is fit for both, and the second has the boxes where there are any. */
const PAIRS = [
  ['bsa-63-a', 'bsa-63-b'],
  ['fre-902-13', 'fre-902-14'],
] as const;

type Form = (typeof PAIRS)[number][number];

/** Which form has the list that one is about. */
function listIn({ options }: ReportContext, form: Form): Form {
  const second = PAIRS.find(([first]) => first === form)?.[1];
  return second !== undefined && hasSection(options, second) ? second : form;
}

function* itemsTable(context: ReportContext, items: readonly FormItem[], ticked: boolean, from: number): Generator<Markup> {
  if (items.length === 0) return;
  const { open, close } = tableEnds(ticked ? 'hashes ticked' : 'hashes', ticked ? FORM.tickHeads : FORM.itemHeads);
  const further = context.db.prepare(
    "SELECT algorithm, value FROM item_hashes WHERE evidence = ? AND algorithm IN ('md5', 'sha1') ORDER BY algorithm",
  );
  yield open;
  for (const [i, item] of items.entries()) {
    const more = (further.all(item.id) as { algorithm: string; value: string }[]).map(
      ({ algorithm, value }) => html`<br>${FORM.algorithms[algorithm] ?? null} ${code(value)}`,
    );
    const altered = isAltered(context, item);
    const box = altered ? html`✖ ${FORM.alteredMark}` : tick(FORM.identical);
    yield html`<tr><td class="number">${from + i + 1}</td><td>${FORM.sha256} ${itemLink(context, item.hash)}${more}${altered ? alteredLine(context, item) : null}</td><td class="number">${grouped(item.size)}</td>${
      ticked ? html`<td>${box}</td>` : null
    }</tr>\n`;
  }
  yield close;
}

/** What was imported is not what lies there: both hashes stand side by side. */
function alteredLine({ evidence }: ReportContext, { id }: FormItem): Markup {
  const bytes = evidence.bytes(id);
  return html`<br><strong>✖ ${FORM.altered}</strong> ${bytes === null ? null : code(sha256(bytes))}`;
}

/** All of them where they have room; else those of exhibits, in order of the hash. */
export function formItems(context: ReportContext): FormItem[] {
  const { db, byItem, numbers } = context;
  const one = db.prepare('SELECT id, lower(hex(sha256)) AS hash, size, kept FROM evidence WHERE sha256 = ?');
  const all = numbers.items <= MOST_ITEMS ? itemsInOrder(context, 0, -1).map(({ hash }) => hash) : [...byItem.keys()];
  const listed = numbers.items <= MOST_ITEMS ? all : inShownOrder(context, all, (hash) => hash).slice(0, MOST_ITEMS);
  return listed.flatMap((hash) => (one.get(Buffer.from(hash, 'hex')) as FormItem | undefined) ?? []);
}
