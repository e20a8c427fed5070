// The two roots and how anyone computes them.
import { COMMANDS } from '../commands.ts';
import { html } from '../html.ts';
import { code, command, factTable, paragraphs, prose } from '../parts.ts';
import { ABOUT, REDACTED, ROOTS, TITLES } from '../wording/index.ts';
import type { Section } from './section.ts';

export const roots: Section = {
  id: 'roots',
  title: TITLES.roots,
  about: ABOUT.roots,
  *render(context) {
    if (context.redaction !== null) {
      yield html`<p>${REDACTED.roots}</p>\n`;
      yield factTable([
        [REDACTED.rootEvidence, code(context.roots.evidence)],
        [REDACTED.rootEvents, code(context.roots.events)],
      ]);
      return;
    }
    yield paragraphs(ROOTS.intro);
    yield factTable([
      [ROOTS.evidence, code(context.roots.evidence)],
      [ROOTS.events, code(context.roots.events)],
    ]);
    yield html`<p>${ROOTS.commands}</p>\n${command(COMMANDS.evidenceRoot)}${command(COMMANDS.eventsRoot)}<p>${prose(ROOTS.bytes)}</p>\n${command(COMMANDS.allBytes)}`;
  },
};
