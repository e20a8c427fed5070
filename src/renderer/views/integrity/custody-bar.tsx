// The filter above the custody log: by action, by text, by who and when.
import { Button, HTMLSelect, InputGroup } from '@blueprintjs/core';
import { Cross, Search } from '@blueprintjs/icons';
import type { CustodyRow } from '../../../shared/domain.ts';
import { grouped } from '../../../shared/text.ts';
import { plural } from '../../components/texts.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { useZone } from '../../data/queries.ts';
import { type CustodyFilter, isFiltered, NO_CUSTODY_FILTER, valuesOf } from './custody-filter.ts';

interface CustodyBarProps {
  rows: readonly CustodyRow[];
  filter: CustodyFilter;
  change: (filter: CustodyFilter) => void;
  /** Entries that match. */
  shown: number;
}

export function CustodyBar({ rows, filter, change, shown }: CustodyBarProps) {
  const zone = useZone();
  const set = (patch: Partial<CustodyFilter>) => change({ ...filter, ...patch });
  const options = (column: 'action' | 'who', any: string) => [
    { value: '', label: any },
    ...valuesOf(rows, column).map(({ value, count }) => ({ value, label: `${visibleText(value)} (${grouped(count)})` })),
  ];
  return (
    <search className="tc-custody-bar" aria-label="Filter the custody log">
      <HTMLSelect
        aria-label="Action"
        value={filter.action}
        options={options('action', 'every action')}
        onChange={(event) => set({ action: event.target.value })}
        data-testid="custody-action"
      />
      <InputGroup
        size="small"
        leftIcon={<Search size={12} />}
        placeholder="Text anywhere in an entry"
        aria-label="Text"
        value={filter.text}
        onValueChange={(text) => set({ text })}
        data-testid="custody-text"
      />
      <HTMLSelect
        aria-label="Who"
        value={filter.who}
        options={options('who', 'everyone')}
        onChange={(event) => set({ who: event.target.value })}
        data-testid="custody-who"
      />
      {(['from', 'to'] as const).map((end) => (
        <label key={end} htmlFor={`custody-${end}`} title={`A day in ${zone}, as 2026-02-21`}>
          {end}{' '}
          <InputGroup
            id={`custody-${end}`}
            size="small"
            className="tc-day tc-mono"
            placeholder="YYYY-MM-DD"
            value={filter[end]}
            onValueChange={(day) => set({ [end]: day.trim() })}
            data-testid={`custody-${end}`}
          />
        </label>
      ))}
      {isFiltered(filter) && (
        <Button
          variant="minimal"
          size="small"
          icon={<Cross size={12} />}
          text="Clear"
          onClick={() => change(NO_CUSTODY_FILTER)}
          data-testid="custody-clear"
        />
      )}
      <span className="tc-dim" data-testid="custody-count">
        {isFiltered(filter) ? `${grouped(shown)} of ` : ''}
        {plural(rows.length, 'entry', 'entries')}
      </span>
    </search>
  );
}
