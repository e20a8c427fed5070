// How to check every kind of statement in this report without Trailcase.
import { COMMANDS } from '../commands.ts';
import { html } from '../html.ts';
import { anchor, command, link, prose } from '../parts.ts';
import { BY_HAND, TITLES } from '../wording.ts';
import { ABOUT } from '../wording-templates.ts';
import type { Section } from './section.ts';

/** In the order of BY_HAND.steps; the roots have theirs in their own section. */
const STEP_COMMANDS = [COMMANDS.delivery, COMMANDS.extract, COMMANDS.record, COMMANDS.custody, null, COMMANDS.thisFile] as const;

export const byHand: Section = {
  id: 'by-hand',
  title: TITLES.byHand,
  about: ABOUT.byHand,
  *render() {
    yield html`<p>${prose(BY_HAND.intro)}</p>\n<ol>\n`;
    for (const [i, [what, how]] of BY_HAND.steps.entries()) {
      const shell = STEP_COMMANDS[i] ?? null;
      yield html`<li><strong>${what}.</strong> ${prose(how)} ${shell === null ? link(anchor('section', 'roots'), TITLES.roots) : command(shell)}</li>\n`;
    }
    yield html`</ol>\n`;
  },
};
