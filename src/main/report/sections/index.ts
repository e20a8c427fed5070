// The sections of a report in their order. To add one is to add a file and a line here.
import { actors } from './actors.ts';
import { bsaPartA, bsaPartB } from './bsa-63.ts';
import { byHand } from './by-hand.ts';
import { cover } from './cover.ts';
import { custody } from './custody.ts';
import { dates } from './dates.ts';
import { dossierActivity, dossierEvents, dossierIdentity, dossierLineage } from './dossier.ts';
import { evidence } from './evidence.ts';
import { executive } from './executive.ts';
import { exhibits } from './exhibits.ts';
import { fre90213, fre90214 } from './fre-902.ts';
import { gaps } from './gaps.ts';
import { glance } from './glance.ts';
import { glossary } from './glossary.ts';
import { indicators } from './indicators.ts';
import { limits } from './limits.ts';
import { method } from './method.ts';
import { opinion } from './opinion.ts';
import { problems } from './problems.ts';
import { redaction } from './redaction.ts';
import { resources } from './resources.ts';
import { roots } from './roots.ts';
import type { Section } from './section.ts';
import { authority, declaration, qualifications } from './statement.ts';
import { storyline } from './storyline.ts';
import { summary } from './summary.ts';
import { timeline } from './timeline.ts';
import { verification } from './verification.ts';

export const SECTIONS: readonly Section[] = [
  cover,
  executive,
  authority,
  qualifications,
  limits,
  storyline,
  dates,
  timeline,
  actors,
  resources,
  indicators,
  gaps,
  opinion,
  method,
  dossierIdentity,
  dossierActivity,
  dossierLineage,
  dossierEvents,
  summary,
  glance,
  verification,
  exhibits,
  evidence,
  problems,
  custody,
  roots,
  redaction,
  byHand,
  declaration,
  bsaPartA,
  bsaPartB,
  fre90213,
  fre90214,
  glossary,
];
