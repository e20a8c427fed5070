// The first look at a case: what it is, what it holds, which time it covers; every number opens what it counts.
import { Button } from '@blueprintjs/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CaseInfo } from '../../../shared/domain.ts';
import { printTerm } from '../../../shared/filter.ts';
import { bytesText, grouped } from '../../../shared/text.ts';
import { Answered, Skeleton } from '../../components/states.tsx';
import { Door, Hash, IsoTime, plural, Time } from '../../components/texts.tsx';
import { UnreadableLine } from '../../components/unreadable-line.tsx';
import { Value } from '../../components/value.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { droppable } from '../../data/droppable.ts';
import { useCall, useCase, useZone } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import { AddEvidence } from '../import/add-evidence.tsx';
import { NoEvidence } from '../import/no-evidence.tsx';
import { Coverage } from './coverage.tsx';
import { FactsDialog } from './facts-dialog.tsx';
import { TopList } from './top-list.tsx';

/** What failed without an error code: only sign-ins do. */
const FAILED_SIGN_INS = 'is:error -has:errorCode';

/** The busiest ones shown. */
const ACTORS = 8;

export function OverviewView() {
  const info = useCase();
  const overview = useCall('case.overview', {}, { keep: true });
  return (
    <section className="tc-view tc-scroll" aria-label="Overview" data-testid="overview">
      <div className="tc-overview-head">
        <Numbers info={info} />
        <span className="tc-grow" />
        {info.evidence.items > 0 && <AddEvidence />}
      </div>
      {info.evidence.items === 0 ? (
        <NoEvidence>Here you will see what the case holds, which time it covers per account and region, and where it has holes.</NoEvidence>
      ) : (
        <Answered asked={overview} title="The overview could not be counted" skeleton={<Skeleton rows={12} height={18} />}>
          {(value) => (
            <>
              <Coverage strips={value.coverage} bulk={value.bulk} undated={info.undated} />
              <div className="tc-tops">
                <TopList title="APIs" field="eventName" rows={value.topApis} total={info.events} />
                <TopActors total={info.events} />
                <TopList title="Addresses" field="sourceIPAddress" rows={value.topAddresses} total={info.events} />
                <TopList title="Errors" field="errorCode" rows={value.topErrors} total={info.events} />
              </div>
              <SignIns />
              <Categories counts={value.categories} />
            </>
          )}
        </Answered>
      )}
      <Facts info={info} />
    </section>
  );
}

/** Sign-ins that failed have no error code, so they are in no list of those; in a call of its own, since records are read for it. */
function SignIns() {
  const { openEvents } = useView();
  const { data } = useCall('case.signIns', {}, { keep: true });
  if (!data || (data.failed === 0 && data.unreadable === 0)) return null;
  return (
    <section className="tc-block" aria-label="Sign-ins">
      <h3>Sign-ins</h3>
      <div className="tc-inline-doors">
        <Door title="Sign-ins that failed: they have no error code" onOpen={() => openEvents(FAILED_SIGN_INS)} testid="overview-sign-ins">
          {plural(data.failed, 'failed sign-in')}
        </Door>
      </div>
      <UnreadableLine items={data.unreadable} missing="failed sign-ins" />
    </section>
  );
}

/** In a call of its own: the rest of the screen does not wait until actors are resolved. */
function TopActors({ total }: { total: number }) {
  const { path } = useCase().case;
  const asked = useQuery(droppable(path, 'events.facets', { filter: '', names: ['who'], top: ACTORS, order: 'most', search: '' }));
  return (
    <Answered
      asked={asked}
      skeleton={
        <section className="tc-top-list" aria-label="Actors">
          <h3>Actors</h3>
          <Skeleton rows={ACTORS} />
        </section>
      }
    >
      {({ facets }) => <TopList title="Actors" field="who" rows={facets.who?.values ?? []} total={total} />}
    </Answered>
  );
}

function Numbers({ info }: { info: CaseInfo }) {
  const { go, openEvents } = useView();
  const problems = () => go({ view: 'evidence', evidenceTab: 'problems', problemCode: null });
  const numbers: { n: number; word: [one: string, many: string]; title: string; open: () => void; testid: string; warn?: boolean }[] = [
    { n: info.events, word: ['event', 'events'], title: 'All events', open: () => openEvents(''), testid: 'events' },
    {
      n: info.sightings,
      word: ['repeated delivery', 'repeated deliveries'],
      title: 'Same event, delivered again with the same content: opens the events concerned, each with all its deliveries',
      open: () => openEvents('is:repeated'),
      testid: 'sightings',
    },
    {
      n: info.conflicts,
      word: ['conflict', 'conflicts'],
      title: 'Deliveries with the event ID of another and other content: opens the events concerned, each with all its deliveries',
      open: () => openEvents('is:conflict'),
      testid: 'conflicts',
      warn: true,
    },
    {
      n: info.recordProblems,
      word: ['unreadable record', 'unreadable records'],
      title: 'Bytes that could not become an event',
      open: problems,
      testid: 'record-problems',
      warn: true,
    },
    {
      n: info.problems,
      word: ['problem', 'problems'],
      title: 'Everything that could not be read, and why',
      open: problems,
      testid: 'problems',
      warn: true,
    },
    {
      n: info.undated,
      word: ['undated', 'undated'],
      title: 'Events without a readable time',
      open: () => openEvents('is:undated'),
      testid: 'undated',
      warn: true,
    },
    {
      n: info.evidence.items,
      word: [`evidence item, ${bytesText(info.evidence.bytes)}`, `evidence items, ${bytesText(info.evidence.bytes)}`],
      title: 'The inventory',
      open: () => go({ view: 'evidence', evidenceTab: 'inventory', evidenceKind: null }),
      testid: 'items',
    },
  ];
  return (
    <div className="tc-numbers">
      {numbers.map(({ n, word, title, open, testid, warn }) => (
        <Door
          key={testid}
          onOpen={open}
          title={title}
          testid={`overview-${testid}`}
          className={`tc-big${n === 0 ? ' tc-zero' : warn ? ' tc-warn' : ''}`}
        >
          <strong>{grouped(n)}</strong>
          <span>{n === 1 ? word[0] : word[1]}</span>
        </Door>
      ))}
    </div>
  );
}

function Categories({ counts }: { counts: readonly { value: string; count: number }[] }) {
  const { openEvents } = useView();
  if (counts.length === 0) return null;
  return (
    <section className="tc-block" aria-label="Categories">
      <h3>Categories of events</h3>
      <div className="tc-inline-doors">
        {counts.map(({ value, count }) => (
          <Door
            key={value}
            title={`Events of category ${value}`}
            onOpen={() => openEvents(printTerm({ field: 'eventCategory', value: value === 'not stated' ? '' : value, negated: false }))}
          >
            {visibleText(value)} <span className="tc-number">{grouped(count)}</span>
          </Door>
        ))}
      </div>
      <p className="tc-note">
        A category that is absent was not delivered in this archive; whether the trail records it, the logs do not say.
      </p>
    </section>
  );
}

function Facts({ info }: { info: CaseInfo }) {
  const facts = info.case;
  const zone = useZone();
  const [editing, setEditing] = useState(false);
  return (
    <section className="tc-block" aria-label="Case facts">
      <div className="tc-block-head tc-facts-head">
        <h3>Case</h3>
        <Button
          variant="minimal"
          size="small"
          text="Change …"
          title="Title, number, examiner, organisation, time zone"
          onClick={() => setEditing(true)}
          data-testid="facts-edit"
        />
      </div>
      {editing && <FactsDialog close={() => setEditing(false)} />}
      <dl className="tc-fields tc-fields-two">
        <dt>Title</dt>
        <dd>{visibleText(facts.title) || '–'}</dd>
        <dt>Number</dt>
        <dd>{visibleText(facts.number) || '–'}</dd>
        <dt>Examiner</dt>
        <dd>{visibleText(facts.examiner) || '–'}</dd>
        <dt>Organisation</dt>
        <dd>{visibleText(facts.organisation) || '–'}</dd>
        <dt>Time zone</dt>
        <dd>
          {visibleText(facts.timezone)}
          {facts.timezone !== zone && <span className="tc-dim"> (not known here: times are shown in UTC)</span>}
        </dd>
        <dt>Created</dt>
        <dd>
          <IsoTime iso={facts.created} />
        </dd>
        <dt>Period</dt>
        <dd>
          <IsoTime iso={info.firstEvent} />
          {info.lastEvent && (
            <>
              {' – '}
              <Time ms={Date.parse(info.lastEvent)} />
            </>
          )}
        </dd>
        <dt>Accounts</dt>
        <dd>
          {info.accounts.length === 0
            ? '–'
            : info.accounts.slice(0, 30).map((account) => <Value key={account} field="accountId" value={account} />)}
        </dd>
        <dt>Regions</dt>
        <dd>
          {info.regions.length === 0
            ? '–'
            : info.regions.slice(0, 40).map((region) => <Value key={region} field="awsRegion" value={region} />)}
        </dd>
        <dt>Case file</dt>
        <dd className="tc-path">
          {visibleText(facts.path)} <span className="tc-dim">({bytesText(facts.bytes)})</span>
        </dd>
        <dt>Custody</dt>
        <dd>
          {plural(info.custody.entries, 'entry', 'entries')}, head <Hash hex={info.custody.head} what="head of the custody log" />
        </dd>
      </dl>
    </section>
  );
}
