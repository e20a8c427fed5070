// What `is:repeated`, `is:conflict` and `is:reduced` ask: how an event was delivered. All are about the record that lists show: its repeats are in no list.
import type { Plan } from './plan.ts';

/** Events that were delivered again with the same content; `info` counts each further delivery. */
export const REPEATED: Plan = {
  kind: 'records',
  where: "r.id IN (SELECT primary_record FROM repeats WHERE relation <> 'conflict')",
  params: [],
};

/** Events of which another delivery says otherwise. What lists show is one side of it, the others are its repeats. */
export const IN_CONFLICT: Plan = {
  kind: 'records',
  where: "r.id IN (SELECT primary_record FROM repeats WHERE relation = 'conflict')",
  params: [],
};

const COPIES = "SELECT id FROM decoding_steps WHERE instr(value, 'reduced:') > 0";

/** Events that only a reduced copy tells: records come before copies, so a copy is listed only where no delivery has the record. */
export const REDUCED: Plan = {
  kind: 'records',
  // Without any copy no record is asked.
  where: `EXISTS (${COPIES}) AND r.steps IN (${COPIES})`,
  params: [],
};
