// All exhibits on one page or a few, each a link to the exhibit itself.
import { html } from '../html.ts';
import { anchor, link, tableEnds, time, value } from '../parts.ts';
import { COMMON, GLANCE, TITLES } from '../wording.ts';
import { ABOUT } from '../wording-templates.ts';
import type { Section } from './section.ts';

export const glance: Section = {
  id: 'glance',
  title: TITLES.glance,
  about: ABOUT.glance,
  *render(context) {
    if (context.exhibits.length === 0) {
      yield html`<p>${GLANCE.none}</p>\n`;
      return;
    }
    const { open, close } = tableEnds('glance', GLANCE.heads);
    yield open;
    for (const { number, row } of context.exhibits) {
      yield html`<tr><td>${link(anchor('exhibit', number), COMMON.exhibit(number))}</td><td>${time(context, row.timeMs, false)}</td>
<td>${value(row.eventName)}</td><td>${value(row.actor)}</td><td>${value(row.sourceIPAddress)}</td>
<td>${row.errorCode === null ? GLANCE.ok : value(row.errorCode)}</td></tr>\n`;
    }
    yield close;
  },
};
