// What a look says beside its tree: who asked, what it took, what waits in archives, versions and delete markers, and what else is there.
import { Button } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import type { S3Scope } from '../../../shared/s3.ts';
import { bytesText, grouped, plural } from '../../../shared/text.ts';
import { oneLine, visibleText } from '../../components/visible-text.ts';
import { ARCHIVED, amountWords } from './words.ts';

/** Other prefixes that are named at once. */
const NAMED = 6;

interface FactsProps {
  scope: S3Scope;
  anonymous: boolean;
  /** Looks again with more requests; null where that is of no use. */
  further: (() => void) | null;
}

export function ScopeFacts({ scope, anonymous, further }: FactsProps) {
  const { bucket, prefix, region, identity, totals, requests, storageClasses, versions, versionsRefused, others, othersCut, notes } = scope;
  const archived = storageClasses.filter(({ name }) => ARCHIVED.has(name));
  const asked = identity ?? (anonymous ? 'nobody: no credentials' : 'not known: STS was not asked, or did not answer');
  return (
    <dl className="tc-acquire-facts" data-testid="scope-facts">
      <Fact name="Bucket">
        <span className="tc-path">{oneLine(`s3://${bucket}/${prefix}`)}</span>
        {region !== null && `, in ${region}`}
      </Fact>
      <Fact name="Asked as">
        <span className="tc-path" data-testid="scope-identity">
          {visibleText(asked)}
        </span>
      </Fact>
      <Fact name="There">
        <strong data-testid="scope-total">{amountWords(totals)}</strong>
        <span className="tc-dim">
          {totals.exact ? '' : ' (estimated from a page of each month)'}; {plural(requests.made, 'list request')} made to see it
        </span>
      </Fact>
      {storageClasses.length > 1 && (
        <Fact name="Storage">
          {storageClasses.map(({ name, objects, bytes }) => `${oneLine(name)} ${grouped(objects)}, ${bytesText(bytes)}`).join(' · ')}
          {totals.exact ? '' : ' (of what was listed)'}
        </Fact>
      )}
      {archived.length > 0 && (
        <Fact name="Archived" warn testid="scope-archived">
          ◭{' '}
          {plural(
            archived.reduce((n, { objects }) => n + objects, 0),
            'object',
          )}{' '}
          in {archived.map(({ name }) => oneLine(name)).join(' and ')} must be restored before anyone can read them. They are listed with
          their size; everything else is taken.
        </Fact>
      )}
      <Fact name="Versions" warn={versions === null || versions.noncurrent + versions.deleteMarkers > 0} testid="scope-versions">
        {versions === null ? (
          <>
            ? Not known: {visibleText(versionsRefused)}. A log that was overwritten or deleted would not be noticed here; digests may still
            show it.
          </>
        ) : versions.noncurrent + versions.deleteMarkers === 0 ? (
          'none beside the current ones, and no delete markers'
        ) : (
          <>
            ◭ {plural(versions.noncurrent, 'older version')} and {plural(versions.deleteMarkers, 'delete marker')}. CloudTrail writes an
            object once: somebody overwrote or deleted some.
          </>
        )}
      </Fact>
      {others.length > 0 && (
        <Fact name="Also there">
          <span className="tc-path">{others.slice(0, NAMED).map(oneLine).join(' · ')}</span>
          {others.length + othersCut > NAMED && ` and ${grouped(others.length + othersCut - NAMED)} more`}
          <span className="tc-dim">: not CloudTrail’s, left out</span>
        </Fact>
      )}
      {notes.length > 0 && (
        <Fact name="Told" warn testid="scope-notes">
          {notes.slice(0, NAMED).map((note) => (
            <div key={note}>◭ {visibleText(note)}</div>
          ))}
          {notes.length > NAMED && `and ${grouped(notes.length - NAMED)} more`}
        </Fact>
      )}
      {!scope.complete && (
        <Fact name="Not all seen" warn testid="scope-incomplete">
          ◭ The look ended at its limit of requests before every folder was seen. Name a longer prefix, or
          {further && <Button size="small" className="tc-acquire-inline" text="look further" onClick={further} />}
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, warn = false, testid, children }: { name: string; warn?: boolean; testid?: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className={`tc-break ${warn ? 'tc-outcome-denied' : ''}`} data-testid={testid}>
        {children}
      </dd>
    </>
  );
}
