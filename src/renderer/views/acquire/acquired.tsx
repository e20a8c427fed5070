// What an import got from AWS: who asked, what was compared, what stood in the way, and the examiner's own footprint. Every number of problems opens them.
import { Fragment, type ReactNode } from 'react';
import type { AcquiredSummary } from '../../../shared/acquired.ts';
import { problemSentence } from '../../../shared/problems.ts';
import { bytesText, grouped, plural } from '../../../shared/text.ts';
import { Door } from '../../components/texts.tsx';
import { oneLine, visibleText } from '../../components/visible-text.ts';
import { useView } from '../../state/view-context.tsx';

/** What is told of objects, in the order of how much it matters. */
const TOLD: readonly (readonly [code: string, words: string])[] = [
  ['S3_CHECKSUM_MISMATCH', 'differ from the checksum that S3 states'],
  ['S3_OBJECT_CHANGED', 'changed between listing and fetching'],
  ['S3_OBJECT_GONE', 'gone before they were fetched'],
  ['S3_BROKEN_OFF', 'broke off each time'],
  ['S3_DELETE_MARKER', 'marked as deleted'],
  ['S3_OTHER_VERSIONS', 'with other versions'],
  ['S3_ACCESS_DENIED', 'refused'],
  ['S3_KMS_DENIED', 'refused by their key'],
  ['S3_ARCHIVED', 'archived'],
  ['S3_RESTORE_PENDING', 'being restored'],
];

export function Acquired({ acquired }: { acquired: AcquiredSummary }) {
  const { go, openEvents } = useView();
  const { listed, fetched, bytes, known, notFetched, requests, notes, identity, sources = [], places = 0 } = acquired;
  const { checked = {}, told = {}, versionsListed, userAgent = '', requestCounts = {} } = acquired;
  const { differs = 0, 'nothing stated': unstated = 0, ...agreed } = checked;
  const agreeing = Object.values(agreed).reduce((sum, n) => sum + n, 0);
  const met = TOLD.filter(([code]) => (told[code] ?? 0) > 0);
  const rest = listed - fetched - known - notFetched;
  const tool = userAgent.split('/')[0] ?? '';
  return (
    <dl className="tc-acquire-facts" data-testid="acquired">
      <Fact name="From">
        <span className="tc-path">{sources.map(oneLine).join(', ')}</span>
        {places > 0 && `, ${plural(places, 'place')} of CloudTrail’s`}; asked as{' '}
        <span className="tc-path" data-testid="acquired-identity">
          {visibleText(identity ?? 'not known')}
        </span>
      </Fact>
      {listed > 0 && (
        <Fact name="Objects">
          {grouped(listed)} listed: {grouped(fetched)} fetched ({bytesText(bytes)}){known > 0 && `, ${grouped(known)} in the case already`}
          {notFetched > 0 && (
            <>
              , <span className="tc-outcome-denied">◭ {grouped(notFetched)} not to be had</span>
            </>
          )}
          {rest > 0 && `, ${plural(rest, 'other version or delete marker', 'other versions and delete markers')} listed only`}
        </Fact>
      )}
      {fetched > 0 && (
        <Fact name="Checksums">
          {agreeing > 0 && (
            <span className="tc-verdict-valid">
              ✓ {grouped(agreeing)} agree with what S3 states (
              {Object.entries(agreed)
                .map(([name, n]) => `${oneLine(name)} ${grouped(n)}`)
                .join(', ')}
              )
            </span>
          )}
          {differs > 0 && <span className="tc-verdict-invalid"> ✖ {grouped(differs)} differ</span>}
          {unstated > 0 && <span className="tc-dim"> ? of {grouped(unstated)} S3 states none that covers the whole object</span>}
        </Fact>
      )}
      {met.length > 0 && (
        <Fact name="In the way">
          {met.map(([code, words], i) => (
            <Fragment key={code}>
              {i > 0 && ' · '}
              <Door
                onOpen={() => go({ view: 'evidence', evidenceTab: 'problems', problemCode: code })}
                title={problemSentence(code)}
                className="tc-warn"
                testid={`acquired-${code}`}
              >
                {grouped(told[code] ?? 0)} {words}
              </Door>
            </Fragment>
          ))}
        </Fact>
      )}
      {versionsListed !== null && versionsListed !== undefined && (
        <Fact name="Versions">
          {versionsListed ? (
            `listed: ${plural(acquired.noncurrent, 'older version')}, ${plural(acquired.deleteMarkers, 'delete marker')}`
          ) : (
            <span className="tc-outcome-denied">
              ? could not be listed: logs that were overwritten or deleted are not noticed here; digests may still show them
            </span>
          )}
        </Fact>
      )}
      {acquired.restoresAsked > 0 && (
        <Fact name="Restore">asked for {plural(acquired.restoresAsked, 'object')}: import the same address again when it is there</Fact>
      )}
      {notes.length > 0 && (
        <Fact name="Unanswered">
          <details>
            <summary>
              {plural(notes.length, 'question')} beside the objects had no answer; nothing else depends on{' '}
              {notes.length === 1 ? 'it' : 'them'}
            </summary>
            <ul className="tc-acquire-notes">
              {notes.map((note) => (
                <li key={note}>{visibleText(note)}</li>
              ))}
            </ul>
          </details>
        </Fact>
      )}
      <Fact name="Your footprint">
        {plural(requests, 'request')} as <code className="tc-code">{oneLine(userAgent)}</code>
        <span className="tc-dim">
          {' '}
          (
          {Object.entries(requestCounts)
            .map(([name, n]) => `${oneLine(name)} ${grouped(n)}`)
            .join(', ')}
          ). Where they were recorded,{' '}
          <Door onOpen={() => openEvents('tool:Trailcase')} title="Events of Trailcase itself" testid="acquired-footprint">
            tool:Trailcase
          </Door>{' '}
          finds them{tool === '' ? '.' : '; their ids are in the custody log.'}
        </span>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="tc-break">{children}</dd>
    </>
  );
}
