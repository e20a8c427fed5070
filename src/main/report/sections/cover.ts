// The case: its facts, and exactly which state of it this report shows.
import { TOOL } from '../../version.ts';
import { html } from '../html.ts';
import { anchor, code, factTable, link, prose, time, value, verdict } from '../parts.ts';
import { COVER, TITLES } from '../wording.ts';
import { ABOUT } from '../wording-templates.ts';
import type { Section } from './section.ts';

export const cover: Section = {
  id: 'case',
  title: TITLES.cover,
  about: ABOUT.cover,
  *render(context) {
    const { facts, custody, zone, verification, exhibits } = context;
    const given = (text: string) => value(text === '' ? null : text);
    const last = custody.at(-1);
    const state = last
      ? html`${link(anchor('custody', last.seq), COVER.stateAt(last.seq))}<br>${time(context, last.at)}`
      : COVER.stateEmpty;
    yield factTable([
      [COVER.number, given(facts.number)],
      [COVER.examiner, given(facts.examiner)],
      [COVER.organisation, given(facts.organisation)],
      [COVER.zone, html`${zone}${facts.timezone === zone ? null : html`<br>${COVER.zoneUnknown(facts.timezone)}`}`],
      [COVER.created, time(context, facts.created)],
      [COVER.caseId, code(facts.caseId)],
      [COVER.tool, TOOL],
      [COVER.state, state],
      [COVER.head, code(context.head)],
      [
        COVER.verification,
        html`${verdict(verification.ok, verification.ok ? COVER.clean : COVER.found)} ${link(anchor('section', 'verification'), COVER.readMore)}`,
      ],
      [COVER.exhibits, link(anchor('section', 'glance'), exhibits.length)],
    ]);
    yield html`<p class="aside">${prose(COVER.times)}</p>\n<p class="aside">${prose(COVER.selfContained)}</p>\n`;
  },
};
