// What a pivot on a resource tells beside what it tells of every entity: its history, and the texts by which records name it.
import type { ResourceHistory } from '../../../shared/resources.ts';
import type { JobControl } from '../../jobs/progress.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { resourceHistory } from './history.ts';

interface ResourcePivotExtras {
  /** Null: no event names it. */
  history: ResourceHistory | null;
  forms: string[];
}

/** @param within as of resourceHistory. Errors: as resourceHistory */
export async function resourcePivotExtras(
  events: CaseEvents,
  value: string,
  control: JobControl = {},
  within = '',
): Promise<ResourcePivotExtras> {
  const history = await resourceHistory(events, value, control, within);
  return { history, forms: history?.forms ?? [] };
}
