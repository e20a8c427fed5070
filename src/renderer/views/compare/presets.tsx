// What is often compared, made from what stands there already: before and after a moment, an entity and the rest of its account, two keys.
import { Button } from '@blueprintjs/core';
import { useState } from 'react';
import type { Comparison } from '../../../shared/compare.ts';
import { againstTheRest, beforeAndAfter, type Pair } from '../../../shared/compare-presets.ts';
import { parseFilter, problemInCase } from '../../../shared/filter.ts';
import { timesOf, useCase } from '../../data/queries.ts';
import { KeyPair } from './key-pair.tsx';

interface PresetsProps {
  a: string;
  b: string;
  /** What was last compared; undefined while nothing was. */
  found: Comparison | undefined;
  set: (pair: Pair) => void;
}

export function Presets({ a, b, found, set }: PresetsProps) {
  const [moment, setMoment] = useState('');
  const [isChoosing, setChoosing] = useState(false);
  const times = timesOf(useCase());
  const accounts = accountsOf(found, a);
  const split = moment.trim() === '' ? null : beforeAndAfter(a, moment.trim());
  const isMoment = split !== null && isRight(split, times);
  const give = (pair: Pair | null) => pair && set(pair);
  return (
    <div className="tc-compare-presets">
      <Button
        size="small"
        text="Swap"
        title="A becomes B, and B becomes A"
        data-testid="compare-swap"
        onClick={() => set({ a: b, b: a })}
      />
      <Button
        size="small"
        text="A and all others"
        disabled={a === ''}
        title="B becomes every event that is not in A"
        data-testid="compare-rest"
        onClick={() => give(againstTheRest(a, []))}
      />
      <Button
        size="small"
        text="A and the rest of its account"
        disabled={accounts.length === 0}
        title={
          accounts.length === 0 ? 'Once A is counted, its accounts are known' : `B becomes what else there is of ${accounts.join(', ')}`
        }
        data-testid="compare-account"
        onClick={() => give(againstTheRest(a, accounts))}
      />
      <span className="tc-compare-split">
        <input
          className="tc-compare-input"
          value={moment}
          placeholder="2026-02-21 23:00"
          aria-label="Moment at which A is split"
          aria-invalid={moment.trim() !== '' && !isMoment}
          data-testid="compare-moment"
          onChange={(event) => setMoment(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && isMoment && give(split)}
        />
        <Button
          size="small"
          text="Split A at this moment"
          disabled={!isMoment}
          title="A before it, B from then on; in the zone of the case"
          data-testid="compare-split"
          onClick={() => give(split)}
        />
      </span>
      <Button
        size="small"
        text="Two keys"
        title="Choose two access keys of the case"
        active={isChoosing}
        aria-pressed={isChoosing}
        data-testid="compare-keys"
        onClick={() => setChoosing(!isChoosing)}
      />
      {isChoosing && <KeyPair set={set} />}
    </div>
  );
}

/** The accounts of A, if it is A that was counted. */
function accountsOf(found: Comparison | undefined, a: string): string[] {
  if (!found || a === '' || found.a.events === 0) return [];
  const accounts = found.fields.find(({ field }) => field === 'accountId');
  return accounts ? [...accounts.both.values, ...accounts.onlyA.values].map(({ value }) => value).sort() : [];
}

function isRight({ a, b }: Pair, times: ReturnType<typeof timesOf>): boolean {
  return [a, b].every((filter) => {
    const parsed = parseFilter(filter);
    return !('problem' in parsed) && problemInCase(parsed, times) === null;
  });
}
