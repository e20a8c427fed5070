// What `finding:` asks: events that a finding cites, for or against. Findings are few, so they are read for it and the records named to the plan.
import { matcher } from '../../../shared/filter/glob.ts';
import type { TermNode } from '../../../shared/filter.ts';
import type { ReadConnection } from '../../case/open.ts';
import { citations } from '../findings/cited.ts';
import type { Plan } from './plan.ts';

/** A finding by its id, or by the beginning of its title in any letter case, where `*` stands for anything; empty: events that no finding cites. */
export function findingPlan(db: ReadConnection, { value }: TermNode): Plan {
  const begins = matcher(`${value.toLowerCase()}*`);
  const cited = citations(db, (id, title) => value === '' || id === value.toLowerCase() || begins(title.toLowerCase()));
  const records = [...new Set(cited.flatMap(({ record }) => (record === null ? [] : [record])))].sort((a, b) => a - b);
  const plan: Plan = { kind: 'records', where: 'r.id IN (SELECT value FROM json_each(?))', params: [JSON.stringify(records)] };
  return value === '' ? { kind: 'not', of: plan } : plan;
}
