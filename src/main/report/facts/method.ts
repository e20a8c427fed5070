// How a report was reached, as the case itself tells it: tools, acts of importing and filters of the custody log, and the data that interpret records.
import type { AddressData } from '../../../shared/addresses.ts';
import type { CustodyRow } from '../../../shared/domain.ts';
import type { AttackData } from '../../../shared/findings.ts';
import { currentVersion } from '../../../shared/saved-views.ts';
import type { WatchList } from '../../../shared/watch-lists.ts';
import { ATTACK_DATA_ACTION, attackData, attackTableHash } from '../../case/attack-data.ts';
import { savedViews } from '../../case/saved-views.ts';
import { currentWatchLists } from '../../case/watch-lists.ts';
import { addressData } from '../../query/addresses/address-answers.ts';
import type { ReportContext } from '../context.ts';

const MOST_IMPORTS = 60;
const MOST_FILTERS = 60;

interface ToolFacts {
  tool: string;
  entries: number;
  /** Numbers of custody entries. */
  first: number;
  last: number;
}

/** Numbers by name of the limit; anything else as text. */
export type ImportOption =
  | { name: 'keepAll'; on: boolean }
  | { name: 'ratio' | 'depth' | 'size' | 'members'; n: number }
  | { name: 'other'; text: string };

interface ImportFacts {
  seq: number;
  at: number;
  outcome: string;
  /** What its entry says of options and limits; what is not known here as JSON text. */
  options: ImportOption[];
}

export interface MethodFacts {
  tools: ToolFacts[];
  imports: ImportFacts[];
  moreImports: number;
  views: { name: string; filter: string }[];
  used: { seq: number; action: string; filter: string }[];
  /** Views and used filters that are not listed. */
  moreFilters: number;
  addresses: { used: AddressData; differences: readonly string[] };
  attack: Pick<AttackData, 'data' | 'from' | 'file' | 'sha256'> & {
    /** Day; null: the data do not say. */
    made: string | null;
    techniques: number;
    /** SHA-256 of the table of techniques. */
    table: string;
    /** The custody entry by which they came into the case; null for the shipped ones. */
    loaded: { seq: number; at: number } | null;
  };
  lists: WatchList[];
}

export function methodFacts({ db, custody }: Pick<ReportContext, 'db' | 'custody'>): MethodFacts {
  const tools = new Map<string, ToolFacts>();
  for (const { seq, tool } of custody) {
    const known = tools.get(tool);
    if (known) {
      known.entries++;
      known.last = seq;
    } else tools.set(tool, { tool, entries: 1, first: seq, last: seq });
  }
  const imports = custody.filter(({ action }) => action === 'import').map(importFacts);
  const views = savedViews(db).flatMap((view) => {
    const version = currentVersion(view);
    return version === null ? [] : [{ name: view.name, filter: version.filter }];
  });
  const used = custody.flatMap(usedFilter);
  const { data, from, file, sha256, made = null, techniques } = attackData(db);
  const entry = custody.findLast(({ action }) => action === ATTACK_DATA_ACTION);
  const loaded = from === 'loaded' && entry ? { seq: entry.seq, at: entry.at } : null;
  const { used: sources, differences } = addressData(db);
  return {
    tools: [...tools.values()],
    imports: imports.slice(0, MOST_IMPORTS),
    moreImports: Math.max(0, imports.length - MOST_IMPORTS),
    views: views.slice(0, MOST_FILTERS),
    used: used.slice(0, MOST_FILTERS),
    moreFilters: Math.max(0, views.length - MOST_FILTERS) + Math.max(0, used.length - MOST_FILTERS),
    addresses: { used: sources, differences },
    attack: { data, from, file, sha256, made, techniques: techniques.length, table: attackTableHash(db), loaded },
    lists: currentWatchLists(db),
  };
}

/** What of an import's entry is no count: the paths stand in the inventory and in the custody log. */
const OPTIONS = ['keepAll', 'limits', 'hashes', 'handover'] as const;

function importFacts({ seq, at, outcome, detail }: CustodyRow): ImportFacts {
  const said = parsed(detail);
  const options: ImportOption[] = [];
  for (const name of OPTIONS) {
    const value = said[name];
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    if (name === 'keepAll' && typeof value === 'boolean') options.push({ name, on: value });
    else if (name === 'limits' && typeof value === 'object' && value !== null) options.push(...limitsIn(value));
    else options.push({ name: 'other', text: JSON.stringify({ [name]: value }) });
  }
  return { seq, at, outcome, options };
}

function limitsIn(limits: object): ImportOption[] {
  return Object.entries(limits).map(([name, n]): ImportOption => {
    if ((name === 'ratio' || name === 'depth' || name === 'size' || name === 'members') && typeof n === 'number') return { name, n };
    return { name: 'other', text: JSON.stringify({ [name]: n as unknown }) };
  });
}

/** Filters of exports and the like; those of views stand with the views. */
function usedFilter({ seq, action, detail }: CustodyRow): MethodFacts['used'] {
  const { filter } = parsed(detail);
  return action === 'view' || typeof filter !== 'string' || filter === '' ? [] : [{ seq, action, filter }];
}

function parsed(detail: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(detail);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
