// One event: its fields in order of meaning, its JSON, its proof, and the investigator's bookmark.
import { SegmentedControl } from '@blueprintjs/core';
import { useDeferredValue, useMemo } from 'react';
import type { Result } from '../../../shared/channels.ts';
import { grouped, shortHash } from '../../../shared/text.ts';
import { CloseDetail } from '../../components/close-detail.tsx';
import { CopyButton } from '../../components/copy.tsx';
import { dragSource, oneDragged } from '../../components/drag-events.ts';
import { eventWords } from '../../components/event-name.ts';
import { useKeys } from '../../components/keys.ts';
import { OfEvent } from '../../components/of-event.tsx';
import { OutcomeWord } from '../../components/outcome-marks.tsx';
import { Answered, Skeleton } from '../../components/states.tsx';
import { Door, Time } from '../../components/texts.tsx';
import { Value } from '../../components/value.tsx';
import { oneLine, visibleText } from '../../components/visible-text.ts';
import { useCall } from '../../data/queries.ts';
import { useWho } from '../../data/who.ts';
import { chooseFinding } from '../../state/finding-chooser.ts';
import { useStored } from '../../state/stored.ts';
import { useView } from '../../state/view-context.tsx';
import { AddressFacts } from '../addresses/address-facts.tsx';
import { InFindings } from '../findings/in-findings.tsx';
import { BookmarkEditor } from './bookmark-editor.tsx';
import { type FieldLine, fieldGroups, subtree } from './fields.ts';
import { intactSign, intactTone } from './intact.ts';
import { type JsonNode, printJson, readJson } from './json-source.ts';
import { JsonView } from './json-view.tsx';
import { ProofBlock } from './proof-block.tsx';

type Detail = Result<'events.detail'>;

export function DetailPanel({ id }: { id: string }) {
  const { select } = useView();
  // Holding j down passes many events: the panel may lag, the table may not.
  const shownId = useDeferredValue(id);
  const detail = useCall('events.detail', { id: shownId }, { keep: true });
  const close = () => {
    select(null);
    document.querySelector<HTMLElement>('[data-testid="events-table"]')?.focus();
  };
  useKeys({ escape: close, f: () => chooseFinding([id]) });
  return (
    <aside
      className={`tc-detail${detail.isPlaceholderData ? ' tc-stale' : ''}`}
      aria-label="Event"
      data-testid="detail-panel"
      data-event-id={detail.data?.row.id}
      tabIndex={-1}
    >
      <CloseDetail label="Close the event (Escape)" close={close} />
      <Answered asked={detail} skeleton={<Skeleton rows={18} />}>
        {(value) => <DetailBody key={value.row.id} detail={value} />}
      </Answered>
    </aside>
  );
}

const toProof = () => document.querySelector('[data-testid="detail-panel"] [aria-label="Proof"]')?.scrollIntoView({ block: 'start' });

function DetailBody({ detail }: { detail: Detail }) {
  const { row } = detail;
  const node = useMemo(() => readJson(detail.reduced ?? detail.raw), [detail.reduced, detail.raw]);
  return (
    <OfEvent value={row}>
      <div className="tc-detail-scroll">
        <header className="tc-detail-head" title="Drag it to a finding, or press f" {...dragSource(() => oneDragged(row))}>
          <h2 title={eventWords(row)}>{oneLine(eventWords(row))}</h2>
          <div className="tc-detail-sub">
            <Time ms={row.timeMs} />
            <span className="tc-dim">{row.time === null ? '' : row.time}</span>
            {row.time !== null && <CopyButton text={row.time} what="time in UTC" />}
          </div>
          <div className="tc-detail-sub">
            <OutcomeWord row={row} />
            <button type="button" className={`tc-door ${intactTone(detail.proof.intact)}`} title="To the proof" onClick={toProof}>
              {intactSign(detail.proof.intact)} {shortHash(row.evidence)} @ {grouped(row.offset)}
            </button>
          </div>
        </header>
        <InFindings id={row.id} />
        {row.fidelity === 1 && (
          <p className="tc-reduced" data-testid="reduced-copy">
            ◐ Reduced copy: a row of an export, not the record itself. The record holds more; when it is in the case, it is shown instead.
          </p>
        )}
        <Fields detail={detail} node={node} />
        <Subtree title="Parameters" node={subtree(node, 'requestParameters')} detail={detail} />
        <Subtree title="Response" node={subtree(node, 'responseElements')} detail={detail} />
        <ProofBlock detail={detail} />
        <Deliveries detail={detail} />
        <Record detail={detail} node={node} />
      </div>
      <BookmarkEditor target={row.id} />
    </OfEvent>
  );
}

function Fields({ detail, node }: { detail: Detail; node: JsonNode | null }) {
  const who = useWho(detail.row.id);
  const groups = useMemo(() => fieldGroups(detail.row, node, who), [detail.row, node, who]);
  return groups.map((group) => (
    <section key={group.title} className="tc-block" aria-label={group.title}>
      <h3>{group.title}</h3>
      <dl className="tc-fields">
        {group.lines.length === 0 && <NoError />}
        {group.lines.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: labels repeat (several resources), the order is fixed
          <FieldRow key={`${line.label}${i}`} line={line} />
        ))}
      </dl>
    </section>
  ));
}

function NoError() {
  return (
    <>
      <dt>Error</dt>
      <dd>none in the record</dd>
    </>
  );
}

function FieldRow({ line }: { line: FieldLine }) {
  const value = line.value ?? '';
  return (
    <>
      <dt>{line.label}</dt>
      <dd className={`tc-field${line.mono ? ' tc-mono' : ''} ${line.tone ?? ''}`}>
        {line.field ? (
          <Value
            field={line.field}
            value={value}
            {...(line.text ? { text: line.text } : {})}
            {...(line.entity ? { entity: line.entity } : {})}
          />
        ) : (
          <span className="tc-break">{visibleText(line.text ?? value)}</span>
        )}
        <CopyButton text={value} what={line.label} />
      </dd>
      {line.field === 'sourceIPAddress' && (
        <dd className="tc-small tc-field-more">
          <AddressFacts address={value} />
        </dd>
      )}
    </>
  );
}

function Subtree({ title, node, detail }: { title: string; node: JsonNode | null; detail: Detail }) {
  if (!node) return null;
  return (
    <section className="tc-block" aria-label={title}>
      <header className="tc-block-head">
        <h3>{title}</h3>
        <CopyButton text={() => printJson(node)} what={title} />
      </header>
      <JsonView node={node} row={detail.row} />
    </section>
  );
}

/** Other deliveries of the same event, and what could not be read of this one. */
function Deliveries({ detail }: { detail: Detail }) {
  const { select } = useView();
  const others = detail.sightings.filter((s) => s.id !== detail.row.id);
  const conflicts = others.filter((s) => s.relation === 'conflict').length;
  return (
    <>
      {others.length > 0 && (
        <section className="tc-block" aria-label="Other deliveries" data-testid="sightings">
          <h3>Delivered {others.length + 1} times</h3>
          {conflicts > 0 && (
            <p className="tc-verdict-invalid">
              ✖ {conflicts === 1 ? 'One delivery differs' : `${conflicts} deliveries differ`}: the same event ID with other JSON. Compare
              them.
            </p>
          )}
          <ul className="tc-list">
            {others.map((s) => (
              <li key={s.id}>
                <Door onOpen={() => select(s.id)} title={s.id}>
                  {s.relation === 'conflict' ? '✖ conflict' : s.relation === 'primary' ? 'listed event' : 'same JSON'}
                </Door>{' '}
                <span className="tc-path">{visibleText(s.paths[0] ?? s.id)}</span>
                {s.paths.length > 1 && <span className="tc-dim"> and {s.paths.length - 1} more</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {detail.problems.length > 0 && (
        <section className="tc-block" aria-label="Problems of this record">
          <h3>Problems of this record</h3>
          <ul className="tc-list">
            {detail.problems.map((p) => (
              <li key={p.id}>
                {visibleText(p.message)} <code className="tc-code">{p.code}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Record({ detail, node }: { detail: Detail; node: JsonNode | null }) {
  const [mode, setMode] = useStored<'pretty' | 'raw'>('recordMode', 'pretty', (v): v is 'pretty' | 'raw' => v === 'pretty' || v === 'raw');
  const raw = mode === 'raw' || !node;
  return (
    <section className="tc-block" aria-label="Record">
      <header className="tc-block-head">
        <h3>Record</h3>
        <SegmentedControl
          size="small"
          value={raw ? 'raw' : 'pretty'}
          onValueChange={(value) => setMode(value === 'raw' ? 'raw' : 'pretty')}
          options={[
            { label: 'Pretty', value: 'pretty', disabled: !node },
            { label: 'Raw', value: 'raw' },
          ]}
        />
        <CopyButton text={detail.raw} what="the record as delivered" label="Copy raw" testid="copy-raw" />
        {node && <CopyButton text={() => printJson(node)} what="the record, indented" label="Copy JSON" />}
      </header>
      {!node && <p className="tc-dim">The record is not JSON: it is shown as it is.</p>}
      {detail.reduced !== null && (
        <>
          <p className="tc-dim">The row as it was delivered:</p>
          <pre className="tc-raw">{visibleText(detail.raw)}</pre>
          <p className="tc-dim">What it says of the record:</p>
        </>
      )}
      {raw ? (
        <pre className="tc-raw" data-testid="detail-raw">
          {visibleText(detail.raw)}
        </pre>
      ) : (
        <div data-testid="detail-raw">
          <JsonView node={node} row={detail.row} />
        </div>
      )}
    </section>
  );
}
