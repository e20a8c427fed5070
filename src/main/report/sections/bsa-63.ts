// India: the certificate of the Schedule to the Bharatiya Sakshya Adhiniyam 2023, section 63(4)(c), Part A for the party and Part B for the expert, as a form.
import type { ReportContext } from '../context.ts';
import { html, type Markup } from '../html.ts';
import { code } from '../parts.ts';
import { BSA, FORM, FORM_ABOUT, FORM_TITLES } from '../wording/index.ts';
import { blank, formHead, formItems, formNotes, hashReport, tick } from './form-parts.ts';
import type { Section } from './section.ts';
import { stateSigned } from './statement.ts';

export const bsaPartA: Section = {
  id: 'bsa-63-a',
  title: FORM_TITLES['bsa-63-a'],
  about: FORM_ABOUT['bsa-63-a'],
  newPage: true,
  *render(context) {
    yield* certificate(context, {
      form: 'bsa-63-a',
      part: BSA.partA,
      who: BSA.partAWho,
      produced: BSA.producedA,
      stated: control(),
      sign: BSA.signA,
    });
  },
};

export const bsaPartB: Section = {
  id: 'bsa-63-b',
  title: FORM_TITLES['bsa-63-b'],
  about: FORM_ABOUT['bsa-63-b'],
  newPage: true,
  *render(context) {
    yield* certificate(context, {
      form: 'bsa-63-b',
      part: BSA.partB,
      who: BSA.partBWho,
      produced: BSA.producedB,
      stated: null,
      sign: BSA.signB,
    });
  },
};

interface Part {
  form: 'bsa-63-a' | 'bsa-63-b';
  part: string;
  who: string;
  produced: string;
  /** What only the party states. */
  stated: Markup | null;
  sign: string;
}

function* certificate(context: ReportContext, { form, part, who, produced, stated, sign }: Part): Generator<Markup> {
  // What is about the form comes before it: the form itself is one sheet, and its list is enclosed.
  yield formHead(context);
  yield html`<h3>${FORM.given}</h3>\n<p class="aside">${FORM.givenText}</p>\n${stateSigned(context)}`;
  yield formNotes(BSA.helpTitle, BSA.help, BSA.source);
  yield html`<div class="certificate"><p class="centre"><strong>${BSA.act}</strong><br>${BSA.schedule}<br><strong>${BSA.certificate}</strong><br><strong>${part}</strong><br>${who}</p>
<p>${BSA.i} ${blank('long')} ${BSA.name} ${blank('long')} ${BSA.residing} ${blank('long')} ${BSA.affirm}</p>
<p>${produced}</p>
<p>${ticks(BSA.devices)}<br>${BSA.other} ${blank('long')}</p>
<p>${BSA.make} ${blank()} ${BSA.colour} ${blank('short')} ${BSA.serial} ${blank()}<br>${BSA.imei} ${blank()} ${BSA.applicable} ${BSA.further} ${blank('long')} ${BSA.specify}</p>
${stated}<p>${BSA.hash} ${hashStated(context)}${BSA.through}</p>
<p>${ticks(BSA.algorithms)}<span class="choice">${tick(BSA.otherAlgorithm)} ${blank('short')} ${BSA.standard}</span><br>${BSA.enclosed}</p>
<p class="signing">${blank('long')}<br>${sign}</p>
<p>${BSA.date} ${blank()} ${BSA.time} ${blank('short')} ${BSA.hours}<br>${BSA.place} ${blank()}</p></div>\n`;
  yield* hashReport(context, form, false);
}

function control(): Markup {
  return html`<p>${BSA.control}</p>\n<p>${BSA.is}<br>${ticks(BSA.holds)} ${BSA.byMe}</p>\n`;
}

/** The value where there is one item; else where all stand, and the one that stands for all of the case. */
function hashStated(context: ReportContext): Markup {
  const items = formItems(context);
  const [only] = items;
  if (only === undefined) return blank('long');
  if (items.length === 1) return code(only.hash);
  return html`<strong>${FORM.asListed(items.length)}${FORM.asListedRoot} ${code(context.roots.evidence)}${FORM.asListedEnd}</strong>`;
}

function ticks(words: readonly string[]): Markup {
  return html`${words.map((word) => html`<span class="choice">${tick(word)}</span> `)}`;
}
