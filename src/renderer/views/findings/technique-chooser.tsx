// Chooses MITRE ATT&CK techniques: by number or words, from the data that the case has; what was chosen keeps its name and the version of the data.
import { Button, InputGroup } from '@blueprintjs/core';
import { Cross } from '@blueprintjs/icons';
import { useState } from 'react';
import type { ChosenTechnique } from '../../../shared/findings.ts';
import { oneLine } from '../../components/visible-text.ts';
import { useCall } from '../../data/queries.ts';

/** Matches shown at once. */
const SHOWN = 12;

export function TechniqueChooser({
  chosen,
  onChange,
}: {
  chosen: readonly ChosenTechnique[];
  onChange: (next: ChosenTechnique[]) => void;
}) {
  const [words, setWords] = useState('');
  const { data } = useCall('attack.data', {});
  const wanted = words.trim().toLowerCase();
  const matches =
    wanted === '' || !data
      ? []
      : data.techniques
          .filter(({ id, name, tactics }) => `${id} ${name} ${tactics.join(' ')}`.toLowerCase().includes(wanted))
          .filter(({ id }) => !chosen.some((one) => one.id === id))
          // What applies to AWS first; what is no longer part of ATT&CK last.
          .sort((a, b) => Number(a.retired !== '') - Number(b.retired !== '') || Number(b.cloud) - Number(a.cloud))
          .slice(0, SHOWN);
  return (
    <div className="tc-technique-chooser">
      <ul className="tc-techniques" aria-label="Chosen techniques">
        {chosen.map((one) => (
          <li key={one.id} title={[one.tactics.join(', '), one.data].filter(Boolean).join(' · ')}>
            <code>{one.id}</code> {oneLine(one.name)}
            <Button
              size="small"
              variant="minimal"
              icon={<Cross size={12} />}
              aria-label={`Without ${one.id}`}
              onClick={() => onChange(chosen.filter(({ id }) => id !== one.id))}
            />
          </li>
        ))}
      </ul>
      <InputGroup
        size="small"
        value={words}
        onValueChange={setWords}
        placeholder={`Technique: number or words (${data?.data ?? '…'})`}
        aria-label="Find a technique"
        data-testid="technique-words"
      />
      {matches.length > 0 && (
        <ul className="tc-technique-matches" aria-label="Matching techniques">
          {matches.map(({ id, name, tactics, retired }) => (
            <li key={id}>
              <button
                type="button"
                className="tc-door"
                data-testid={`technique-${id}`}
                onClick={() => {
                  onChange([...chosen, { id, name, tactics, data: data?.data ?? '' }]);
                  setWords('');
                }}
              >
                <code>{id}</code> {oneLine(name)}
              </button>{' '}
              <span className="tc-dim tc-small">
                {tactics.map(oneLine).join(', ')}
                {retired !== '' && ` · ✖ ${retired}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {wanted !== '' && data && matches.length === 0 && <p className="tc-dim tc-small">No technique of {data.data} matches.</p>}
    </div>
  );
}
