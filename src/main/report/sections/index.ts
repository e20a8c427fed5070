// The sections of a report in their order. To add one is to add a file and a line here.
import { byHand } from './by-hand.ts';
import { cover } from './cover.ts';
import { custody } from './custody.ts';
import { evidence } from './evidence.ts';
import { exhibits } from './exhibits.ts';
import { glance } from './glance.ts';
import { glossary } from './glossary.ts';
import { limits } from './limits.ts';
import { problems } from './problems.ts';
import { roots } from './roots.ts';
import type { Section } from './section.ts';
import { storyline } from './storyline.ts';
import { summary } from './summary.ts';
import { verification } from './verification.ts';

export const SECTIONS: readonly Section[] = [
  cover,
  limits,
  storyline,
  summary,
  glance,
  verification,
  exhibits,
  evidence,
  problems,
  custody,
  roots,
  byHand,
  glossary,
];
