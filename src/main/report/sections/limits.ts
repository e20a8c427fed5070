// What the report can and cannot show: said before anything is shown.
import { paragraphs } from '../parts.ts';
import { LIMITS, TITLES } from '../wording.ts';
import { ABOUT } from '../wording-templates.ts';
import type { Section } from './section.ts';

export const limits: Section = {
  id: 'limits',
  title: TITLES.limits,
  about: ABOUT.limits,
  *render() {
    yield paragraphs(LIMITS);
  },
};
