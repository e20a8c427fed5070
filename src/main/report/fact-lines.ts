// What a custody entry says of changed facts of the case, in lines that a person reads; its detail has the same as JSON.
import type { CustodyRow } from '../../shared/domain.ts';
import { FACT_WORDS } from '../../shared/facts.ts';
import { FACTS_ACTION, factChangesIn } from '../case/change-facts.ts';
import { html, type Markup } from './html.ts';
import { shortValue } from './parts.ts';

/** One for each fact: what it was, and what it is since. */
export function factLines({ action, detail }: Pick<CustodyRow, 'action' | 'detail'>): Markup[] {
  if (action !== FACTS_ACTION) return [];
  return factChangesIn(detail).map(
    ({ name, before, after }) => html`<br><span class="aside">${FACT_WORDS[name]}: ${shortValue(before)} → ${shortValue(after)}</span>`,
  );
}
