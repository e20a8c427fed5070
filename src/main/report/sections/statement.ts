// The parts of an expert statement: authority and instructions, qualifications, and what the expert signs. Where the case has no text, a marked blank.
import type { ReportContext } from '../context.ts';
import { html, type Markup } from '../html.ts';
import { anchor, code, factTable, link, value } from '../parts.ts';
import { AUTHORITY, COMMON, DECLARATION, QUALIFICATIONS, STATEMENT_ABOUT, STATEMENT_TITLES, TITLES } from '../wording/index.ts';
import { caseVerdict } from './case-verdict.ts';
import { reviewTable, said, sectionLink } from './finding-parts.ts';
import { blank, lines, textOrBlank, tick } from './form-parts.ts';
import type { Section } from './section.ts';

export const authority: Section = {
  id: 'authority',
  title: STATEMENT_TITLES.authority,
  about: STATEMENT_ABOUT.authority,
  newPage: true,
  *render(context) {
    const { settings, numbers } = context;
    yield html`<p>${AUTHORITY.intro}</p>\n<h3>${AUTHORITY.privilege}</h3>\n`;
    yield settings.privilege === ''
      ? html`<p>${AUTHORITY.privilegeNone}</p>\n`
      : html`<p><strong>${said(settings.privilege)}</strong><br><span class="aside">${AUTHORITY.privilegeText}</span></p>\n`;
    yield html`<h3>${AUTHORITY.authority}</h3>\n${textOrBlank(context, 'authority')}`;
    yield html`<h3>${AUTHORITY.instructions}</h3>\n${textOrBlank(context, 'instructions')}`;
    yield html`<p>${AUTHORITY.evidence} ${link(anchor('section', 'evidence'), AUTHORITY.items(numbers.items))}.</p>\n`;
  },
};

export const qualifications: Section = {
  id: 'qualifications',
  title: STATEMENT_TITLES.qualifications,
  about: STATEMENT_ABOUT.qualifications,
  *render(context) {
    const { examiner, organisation } = context.facts;
    yield html`<p>${QUALIFICATIONS.intro} ${QUALIFICATIONS.examiner} ${value(examiner === '' ? null : examiner)}${
      organisation === '' ? null : html`, ${value(organisation)}`
    }.</p>\n${textOrBlank(context, 'qualifications')}`;
  },
};

export const declaration: Section = {
  id: 'declaration',
  title: STATEMENT_TITLES.declaration,
  about: STATEMENT_ABOUT.declaration,
  newPage: true,
  *render(context) {
    yield html`<div class="box form"><p>${DECLARATION.intro}</p></div>\n`;
    yield html`<h3>${DECLARATION.review}</h3>\n<p>${DECLARATION.reviewText}</p>\n${reviewTable(context, true)}`;
    yield html`<h3>${DECLARATION.duties}</h3>\n<p>${DECLARATION.dutiesText}</p>\n<ul class="plain form-list">${DECLARATION.dutyLines.map(
      (line) => html`<li>${tick(line)}</li>`,
    )}</ul>\n${lines(3)}`;
    yield html`<h3>${DECLARATION.truth}</h3>\n<p>${DECLARATION.truthText}</p>\n${lines(4)}`;
    yield html`<h3>${DECLARATION.sign}</h3>\n${signature()}<p>${DECLARATION.covers}</p>\n${stateSigned(context)}`;
    yield html`<h3>${DECLARATION.second}</h3>\n${signature()}`;
  },
};

function signature(): Markup {
  const { name, role, place, date, signature: sign } = DECLARATION;
  return html`<table class="facts sign"><tbody>${[name, role, place, date, sign].map(
    (label) => html`<tr><th scope="row">${label}</th><td>${blank('line')}</td></tr>\n`,
  )}</tbody></table>\n`;
}

/** Which state of the case a signature is under. */
export function stateSigned(context: ReportContext): Markup {
  const { facts, custody, head, roots } = context;
  const last = custody.at(-1);
  const how = sectionLink(context, 'roots', TITLES.roots);
  const more = sectionLink(context, 'verification', TITLES.verification);
  return factTable([
    [DECLARATION.caseId, code(facts.caseId)],
    [DECLARATION.entry, last ? link(anchor('custody', last.seq), COMMON.entry(last.seq)) : COMMON.none],
    [DECLARATION.head, code(head)],
    [DECLARATION.evidenceRoot, html`${code(roots.evidence)}${how === null ? null : html` (${how})`}`],
    [DECLARATION.eventsRoot, code(roots.events)],
    [DECLARATION.verification, html`${caseVerdict(context)}${more === null ? null : html` (${more})`}`],
  ]);
}
