// How to check every kind of statement in this report without Trailcase.
import { COMMANDS } from '../commands.ts';
import { html, type Markup } from '../html.ts';
import { anchor, command, link, prose } from '../parts.ts';
import { hasSection } from '../template-sections.ts';
import { ABOUT, BY_HAND, OPENING, REDACTED, TITLES } from '../wording/index.ts';
import type { Section } from './section.ts';

/** In the order of BY_HAND.steps; the roots have theirs in their own section. */
const STEP_COMMANDS = [COMMANDS.delivery, COMMANDS.extract, COMMANDS.record, COMMANDS.custody, null, COMMANDS.thisFile] as const;

const REDACTED_COMMANDS = [COMMANDS.thisFile, OPENING.check, null] as const;

function* redacted(): Generator<Markup> {
  yield html`<p>${REDACTED.byHand}</p>\n<ol>\n`;
  for (const [i, [what, how]] of REDACTED.steps.entries()) {
    const shell = REDACTED_COMMANDS[i] ?? null;
    yield html`<li><strong>${what}.</strong> ${prose(how)} ${shell === null ? null : command(shell)}</li>\n`;
  }
  yield html`</ol>\n`;
}

export const byHand: Section = {
  id: 'by-hand',
  title: TITLES.byHand,
  about: ABOUT.byHand,
  *render({ redaction, options }) {
    if (redaction !== null) {
      yield* redacted();
      return;
    }
    yield html`<p>${prose(BY_HAND.intro)}</p>\n<ol>\n`;
    for (const [i, [what, how]] of BY_HAND.steps.entries()) {
      const shell = STEP_COMMANDS[i] ?? null;
      // The roots have their commands in their own section.
      if (shell === null && !hasSection(options, 'roots')) continue;
      yield html`<li><strong>${what}.</strong> ${prose(how)}${shell === COMMANDS.record && hasSection(options, 'exhibits') ? ` ${BY_HAND.exhibits}` : null} ${shell === null ? link(anchor('section', 'roots'), TITLES.roots) : command(shell)}</li>\n`;
    }
    yield html`</ol>\n`;
  },
};
