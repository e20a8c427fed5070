// United States: certifications of a qualified person under Rule 902(13) and (14) of the Federal Rules of Evidence, as forms, with the notice that Rule 902(11) asks for.
import type { ReportContext } from '../context.ts';
import { html, type Markup } from '../html.ts';
import { FORM, FORM_ABOUT, FORM_TITLES, FRE } from '../wording/index.ts';
import { blank, formHead, formNotes, hashReport, lines, tick } from './form-parts.ts';
import type { Section } from './section.ts';
import { stateSigned } from './statement.ts';

export const fre90213: Section = {
  id: 'fre-902-13',
  title: FORM_TITLES['fre-902-13'],
  about: FORM_ABOUT['fre-902-13'],
  newPage: true,
  *render(context) {
    const body = html`<p>${FRE.records}${FRE.records13}</p>\n${lines(2)}<p>${FRE.process}</p>\n${lines(4)}<p>${FRE.accurate}</p>\n${lines(4)}
<p>${FRE.business}</p>\n${boxes(FRE.businessLines)}`;
    yield* certification(context, { form: 'fre-902-13', title: FRE.title13, rule: FRE.rule13, body, help: FRE.help13, ticked: false });
  },
};

export const fre90214: Section = {
  id: 'fre-902-14',
  title: FORM_TITLES['fre-902-14'],
  about: FORM_ABOUT['fre-902-14'],
  newPage: true,
  *render(context) {
    const body = html`<p>${FRE.records}.</p>\n<p>${FRE.source14}</p>\n${lines(3)}<p>${FRE.identification}</p>\n${lines(2)}<p>${FRE.same14}</p>\n${boxes(FRE.sameLines)}${lines(1)}
<p>${FRE.keeping}</p>\n${lines(2)}`;
    yield* certification(context, { form: 'fre-902-14', title: FRE.title14, rule: FRE.rule14, body, help: FRE.help14, ticked: true });
  },
};

interface Certification {
  form: 'fre-902-13' | 'fre-902-14';
  title: string;
  rule: string;
  body: Markup;
  help: readonly string[];
  /** Whether each item has a box. */
  ticked: boolean;
}

function* certification(context: ReportContext, { form, title, rule, body, help, ticked }: Certification): Generator<Markup> {
  // What is about the form comes before it: the form itself is one sheet, and its list is enclosed.
  yield formHead(context);
  yield html`<p class="aside">${rule}</p>\n`;
  yield html`<h3>${FORM.given}</h3>\n<p class="aside">${FORM.givenText}</p>\n${stateSigned(context)}`;
  yield formNotes(FRE.helpTitle, help, FRE.source);
  yield html`<div class="certificate"><p>${FRE.court} ${blank('long')}<br>${FRE.caption} ${blank('long')}<br>${FRE.exhibit} ${blank()}</p>
<p class="centre"><strong>${title}</strong></p>
<p>${FRE.i} ${blank('long')}${FRE.declare}</p>
<p>${FRE.who} ${blank('long')} ${FRE.as} ${blank()}${FRE.who2}</p>
<p>${FRE.qualified}</p>\n${lines(2)}${body}
<p>${FRE.penalty}</p>\n<ul class="plain form-list"><li>${tick(FRE.penaltyWithin)}</li><li>${tick(FRE.penaltyWithout)}</li><li>${tick(FRE.penaltyForeign)} ${blank('long')}</li></ul>
<p>${FRE.executed} ${blank()} ${FRE.at} ${blank()}</p>\n<p>${FRE.name} ${blank('long')}<br>${FRE.sign} ${blank('long')}</p></div>\n`;
  yield html`<div class="together"><h3>${FRE.notice}</h3>\n<p class="aside">${FRE.noticeRule}</p>\n<ul class="plain form-list">${FRE.noticeLines.map(
    (line) => html`<li>${tick(line)} ${blank()} <span class="choice">${FRE.noticeDate} ${blank('short')}</span></li>`,
  )}</ul></div>\n`;
  yield* hashReport(context, form, ticked);
}

function boxes(texts: readonly string[]): Markup {
  return html`<ul class="plain form-list">${texts.map((text) => html`<li>${tick(text)}</li>`)}</ul>\n`;
}
