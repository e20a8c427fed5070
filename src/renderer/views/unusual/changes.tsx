// The values that an entity used for the first time, with its own counts and those of its account.
import { useState } from 'react';
import { FACET_TITLES } from '../../../shared/facets.ts';
import { grouped } from '../../../shared/text.ts';
import { CHANGE_FIELDS, type Change, type Changed } from '../../../shared/unusual.ts';
import { moreSentence } from '../../../shared/unusual-words.ts';
import { Door, plural, Time } from '../../components/texts.tsx';
import { Value } from '../../components/value.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useView } from '../../state/view-context.tsx';

/** Values of a field that are shown before one asks for all. */
const FEW = 3;

export function Changes({ fact }: { fact: Changed }) {
  const [all, setAll] = useState(false);
  const few = CHANGE_FIELDS.flatMap((field) => fact.changes.filter((change) => change.field === field).slice(0, FEW));
  const more = moreSentence(fact);
  return (
    <>
      <table className="tc-changes" aria-label="Values used for the first time">
        <thead>
          <tr>
            <th scope="col">First used</th>
            <th scope="col">At</th>
            <th scope="col">Before, of {grouped(fact.before.events)}</th>
            <th scope="col">Since, of {grouped(fact.since.events)}</th>
            <th scope="col">In the account before</th>
          </tr>
        </thead>
        <tbody>
          {(all ? fact.changes : few).map((change) => (
            <Row key={`${change.field} ${change.value}`} change={change} />
          ))}
        </tbody>
      </table>
      {few.length < fact.changes.length && (
        <button type="button" className="tc-door tc-small" aria-expanded={all} onClick={() => setAll(!all)} data-testid="changes-all">
          {all ? 'fewer' : `${grouped(fact.changes.length - few.length)} more`}
        </button>
      )}
      {(all || few.length === fact.changes.length) && more !== '' && <p className="tc-note">{more}</p>}
    </>
  );
}

function Row({ change }: { change: Change }) {
  const { openEvents } = useView();
  const { field, value, reading, at, count, valuesBefore, account } = change;
  return (
    <tr data-testid="change" data-field={field}>
      <th scope="row">
        <span className="tc-dim">{FACET_TITLES[field]}</span> <Value field={field} value={value} />
        {reading !== '' && <div className="tc-dim">claims to be {oneLine(reading)}</div>}
      </th>
      <td>
        <Time ms={at} />
      </td>
      <td>
        0 <span className="tc-dim">{valuesBefore === 0 ? 'no other' : plural(valuesBefore, 'other')}</span>
      </td>
      <td>
        <Door title="These events" onOpen={() => openEvents(change.filter)}>
          {grouped(count)}
        </Door>
      </td>
      <td>
        {grouped(account.withValue)} <span className="tc-dim">of {grouped(account.events)}</span>
        {account.withValue > 0 && (
          <>
            <span className="tc-dim">, first </span>
            <Time ms={account.first} />
          </>
        )}
        {account.account === null && <span className="tc-dim"> in the case</span>}
      </td>
    </tr>
  );
}
