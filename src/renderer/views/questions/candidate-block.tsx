// A candidate: who, from where, the facts it was ranked by, what cautions, and the events that support it.
import { Button } from '@blueprintjs/core';
import type { CameFrom, Candidate, IssuedBy, WhoActed } from '../../../shared/questions.ts';
import { Door, plural, Time } from '../../components/texts.tsx';
import { Value } from '../../components/value.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { comparePatch } from '../../state/compare.ts';
import { useView } from '../../state/view-context.tsx';
import { EvidenceRows } from './evidence-rows.tsx';

/** @param kind what stands before the title: a candidate, a look-alike, what was asked for */
export function CandidateBlock({ candidate, kind }: { candidate: Candidate; kind: string }) {
  const { go, openEvents } = useView();
  const { title, fits, outcome, who, moreWho, from, moreFrom, facts, cautions, issuedBy, events, moreEvents, filter, compare } = candidate;
  return (
    <article
      className={`tc-candidate${fits ? '' : ' tc-candidate-alike'}`}
      aria-label={oneLine(title)}
      data-testid="candidate"
      data-fits={fits}
    >
      <header>
        <span className="tc-candidate-kind">{kind}</span>
        <h3>{oneLine(title)}</h3>
        {outcome === 'refused' && <span className="tc-outcome-denied">✖ every call failed</span>}
        <span className="tc-grow" />
        <Button size="small" text="Its events" data-testid="candidate-events" onClick={() => openEvents(filter)} />
        {compare && (
          <Button
            size="small"
            text="Compare"
            title={compare.label}
            data-testid="candidate-compare"
            onClick={() => go(comparePatch(compare.a, compare.b))}
          />
        )}
      </header>
      <dl className="tc-fields">
        <dt>Who</dt>
        <dd>
          {who.map((one) => (
            <div key={`${one.who} ${one.accessKeyId} ${one.sessionName}`}>
              <Who one={one} />
            </div>
          ))}
          {moreWho > 0 && <div className="tc-dim">and {plural(moreWho, 'further credential')}</div>}
        </dd>
        {issuedBy.length > 0 && (
          <>
            <dt>Issued by</dt>
            <dd>
              {issuedBy.map((one) => (
                <div key={one.key}>
                  <Issued one={one} />
                </div>
              ))}
            </dd>
          </>
        )}
        <dt>From</dt>
        <dd>
          {from.map((one) => (
            <div key={`${one.address} ${one.tool} ${one.platform}`}>
              <From one={one} />
            </div>
          ))}
          {moreFrom > 0 && <div className="tc-dim">and {plural(moreFrom, 'further place')}</div>}
        </dd>
      </dl>
      <ul className="tc-candidate-facts">
        {Object.entries(facts).map(([place, { text, filter: opens }]) => (
          <li key={place}>
            {opens === null ? (
              oneLine(text)
            ) : (
              <Door title="Show these events" onOpen={() => openEvents(opens)}>
                {oneLine(text)}
              </Door>
            )}
          </li>
        ))}
        {cautions.map((text) => (
          <li key={text} className="tc-candidate-caution">
            {oneLine(text)}
          </li>
        ))}
      </ul>
      <EvidenceRows events={events} />
      {moreEvents > 0 && <p className="tc-note">and {plural(moreEvents, 'more event')}: “Its events” shows them.</p>}
    </article>
  );
}

function Who({ one: { who, accessKeyId, sessionName, console: isConsole, began, mfa } }: { one: WhoActed }) {
  return (
    <>
      <Value field="who" value={who} />
      {sessionName !== null && (
        <>
          {' '}
          <span className="tc-dim">session</span> <Value field="sessionName" value={sessionName} />
        </>
      )}
      {accessKeyId !== null && (
        <>
          {' '}
          <span className="tc-dim">key</span> <Value field="accessKeyId" value={accessKeyId} />
        </>
      )}
      {began !== null && (
        <span className="tc-dim">
          {' '}
          begun <Time ms={began} />
          {isConsole ? ' in the console' : ''}
          {mfa === null ? '' : mfa ? ', with MFA' : ', without MFA'}
        </span>
      )}
    </>
  );
}

function Issued({ one: { key, by, events } }: { one: IssuedBy }) {
  const { select } = useView();
  return (
    <>
      <Who one={by} /> <span className="tc-dim">issued</span> <Value field="accessKeyId" value={key} />
      {events.map(({ row, role }) => (
        <span key={row.id}>
          {' '}
          <Door title={oneLine(role)} onOpen={() => select(row.id)}>
            proven{row.accountId === null ? '' : ` in ${oneLine(row.accountId)}`}
          </Door>
        </span>
      ))}
    </>
  );
}

function From({ one: { address, network, country, tool, platform, lists, count, filter } }: { one: CameFrom }) {
  const { openEvents } = useView();
  return (
    <>
      <Value field="sourceIPAddress" value={address} />
      {country !== null && (
        <>
          {' '}
          <Value field="country" value={country} />
        </>
      )}
      {network !== null && (
        <>
          {' '}
          <Value field="network" value={network} />
        </>
      )}
      {lists.map((list) => (
        <span key={list}>
          {' '}
          <Value field="list" value={list} />
        </span>
      ))}
      {tool !== null && (
        <>
          {' '}
          <span className="tc-dim">with</span> <Value field="tool" value={tool} />
        </>
      )}
      {platform !== null && (
        <>
          {' '}
          <span className="tc-dim">on</span> <Value field="platform" value={platform} />
        </>
      )}
      <span className="tc-dim"> · </span>
      {filter === null ? (
        <span className="tc-dim">{plural(count, 'event')}</span>
      ) : (
        <Door title="Show these events" testid="candidate-from" onOpen={() => openEvents(filter)}>
          {plural(count, 'event')}
        </Door>
      )}
    </>
  );
}
