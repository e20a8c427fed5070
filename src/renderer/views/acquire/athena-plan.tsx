// What Athena would be asked, before anybody agrees: the query itself, what it finds beyond the filter, how far partitions limit it, and who pays.

import type { AthenaPlan } from '../../../shared/athena.ts';
import { CopyButton } from '../../components/copy.tsx';
import { oneLine, visibleText } from '../../components/visible-text.ts';

export function Plan({ plan }: { plan: AthenaPlan }) {
  const { sql, notes, partitions, evidence, results, workgroup, identity, region } = plan;
  const unlimited = partitions.filter(({ limitedTo }) => limitedTo === null);
  return (
    <section className="tc-block" aria-label="What would be asked" data-testid="athena-plan">
      <h3>What would be asked</h3>
      <div className="tc-acquire-code">
        <pre data-testid="athena-query">{visibleText(sql)}</pre>
        <CopyButton text={sql} what="query" />
      </div>
      <dl className="tc-acquire-facts">
        <dt>Asked as</dt>
        <dd className="tc-break">
          {identity === null ? 'not known' : visibleText(identity)}
          {region !== null && `, in ${oneLine(region)}`}; workgroup {oneLine(workgroup.name)}
          {workgroup.engineVersion !== null && `, ${oneLine(workgroup.engineVersion)}`}
        </dd>
        <dt>Looks through</dt>
        <dd className={`tc-break ${unlimited.length > 0 || partitions.length === 0 ? 'tc-outcome-denied' : ''}`}>
          {partitions.length === 0
            ? '◭ the whole table, as far as is known: it has no partitions that limit the query'
            : partitions
                .map(({ column, limitedTo }) => `${oneLine(column)}: ${limitedTo === null ? '◭ all of it' : oneLine(limitedTo)}`)
                .join(' · ')}
        </dd>
        <dt>Evidence</dt>
        <dd className="tc-path">{evidence.map(oneLine).join(', ') || 'not known'}</dd>
        <dt>Results</dt>
        <dd className="tc-break">
          {results.managed ? 'kept by Athena itself' : (results.address ?? '◭ no place named yet')}
          {results.enforced && '; the workgroup decides this'}
        </dd>
      </dl>
      {notes.length > 0 && (
        <ul className="tc-acquire-limits">
          {notes.map((note) => (
            <li key={note}>{visibleText(note)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
