// Entities that a finding is about, beside those that its texts name.
import { Button, HTMLSelect } from '@blueprintjs/core';
import { Cross } from '@blueprintjs/icons';
import { useState } from 'react';
import type { FindingBody } from '../../../shared/findings.ts';
import { PIVOT_KINDS, type PivotKind } from '../../../shared/pivots.ts';
import { oneLine } from '../../components/visible-text.ts';
import { KIND_WORDS } from '../pivot/words.ts';

export function EntityFields({ body, onChange }: { body: FindingBody; onChange: (patch: Partial<FindingBody>) => void }) {
  const [kind, setKind] = useState<PivotKind>('key');
  const [value, setValue] = useState('');
  const trimmed = value.trim();
  const isNew = trimmed !== '' && !body.entities.some((one) => one.kind === kind && one.value === trimmed);
  const add = () => {
    if (!isNew) return;
    onChange({ entities: [...body.entities, { kind, value: trimmed }] });
    setValue('');
  };
  return (
    <section aria-label="Related entities">
      <h3>Related entities</h3>
      <ul className="tc-techniques">
        {body.entities.map((one) => (
          <li key={`${one.kind} ${one.value}`}>
            <span className="tc-dim">{KIND_WORDS[one.kind]}</span> {oneLine(one.value)}
            <Button
              size="small"
              variant="minimal"
              icon={<Cross size={12} />}
              aria-label={`Without ${oneLine(one.value)}`}
              onClick={() => onChange({ entities: body.entities.filter((each) => each !== one) })}
            />
          </li>
        ))}
      </ul>
      <div className="tc-bookmark-line">
        <HTMLSelect
          value={kind}
          options={PIVOT_KINDS.map((each) => ({ value: each, label: KIND_WORDS[each] }))}
          onChange={({ currentTarget }) => setKind(currentTarget.value as PivotKind)}
          aria-label="Kind of entity"
        />
        <input
          className="bp6-input bp6-small tc-grow"
          value={value}
          maxLength={4000}
          placeholder="AKIA…, 198.51.100.7, 111122223333:user/dev"
          aria-label="Entity"
          onChange={({ target }) => setValue(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey) return;
            event.preventDefault();
            add();
          }}
        />
        <Button size="small" text="Add" disabled={!isNew} onClick={add} />
      </div>
    </section>
  );
}
