// What the report can and cannot show, said before anything is shown; then what the examiner assumes besides.
import { html } from '../html.ts';
import { paragraphs } from '../parts.ts';
import { ABOUT, LIMITS, LIMITS_SHORT, OWN_ASSUMPTIONS, TITLES } from '../wording/index.ts';
import { reportText } from './finding-parts.ts';
import type { Section } from './section.ts';

export const limits: Section = {
  id: 'limits',
  title: TITLES.limits,
  about: ABOUT.limits,
  *render(context) {
    yield paragraphs(context.options.template === 'brief' ? LIMITS_SHORT : LIMITS);
    const own = reportText(context, 'assumptions');
    if (own) yield html`<h3>${OWN_ASSUMPTIONS.title}</h3>\n${own}`;
  },
};
