// Of which state of the case the report tells, which time it states, and whose dossier it is.
import { FormGroup, HTMLSelect, InputGroup } from '@blueprintjs/core';
import { useState } from 'react';
import { resolveTime } from '../../../shared/filter/times.ts';
import type { ReportOptions } from '../../../shared/report.ts';
import { grouped } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';
import { oneLine } from '../../components/visible-text.ts';
import { timesOf, useCall, useCase, useZone } from '../../data/queries.ts';
import { entriesToTell } from './choices.ts';

/** Entries to choose from; older ones are rarely meant. */
const MOST_ENTRIES = 300;

interface FieldProps {
  options: ReportOptions;
  change: (patch: Partial<ReportOptions>) => void;
}

/** @param error what is wrong with the entry, in words; empty: nothing */
export function AsOf({ options, change, error }: FieldProps & { error: string }) {
  const custody = useCall('custody.list', {});
  const zone = useZone();
  const { entries, from } = entriesToTell(custody.data?.rows ?? []);
  const [newest, ...earlier] = entries;
  const listed = earlier.slice(0, MOST_ENTRIES);
  const { asOf } = options;
  const notListed = asOf !== null && asOf !== newest?.seq && !listed.some(({ seq }) => seq === asOf);
  return (
    <FormGroup
      label="As of custody entry"
      labelFor="report-as-of"
      helperText={
        <>
          {error !== '' && (
            <span className="tc-report-fault" role="alert" data-testid="as-of-fault">
              ✖ {error}
            </span>
          )}
          {asOf !== null && 'Texts, findings and bookmarks are as they were then; what you write now is not in it. '}
          {from !== null &&
            from.seq > 1 &&
            `Not before entry ${grouped(from.seq)} (${oneLine(from.action)}): it changed what events the case has. `}
          {earlier.length > listed.length && `The newest ${grouped(MOST_ENTRIES)} of ${grouped(earlier.length)} are listed.`}
        </>
      }
    >
      <HTMLSelect
        id="report-as-of"
        fill
        value={asOf ?? ''}
        onChange={({ currentTarget }) => change({ asOf: currentTarget.value === '' ? null : Number(currentTarget.value) })}
        data-testid="report-as-of"
      >
        <option value="">the newest{newest ? ` (${grouped(newest.seq)})` : ''}, whichever it is when the report is written</option>
        {notListed && <option value={asOf}>{grouped(asOf)}</option>}
        {entries.slice(0, MOST_ENTRIES + 1).map(({ seq, action, at }) => (
          <option key={seq} value={seq}>
            {grouped(seq)} · {oneLine(action)} · {formatTime(at, zone)}
          </option>
        ))}
      </HTMLSelect>
    </FormGroup>
  );
}

/** Empty: the time of the entry. */
export function StatedTime({ options, change }: FieldProps) {
  const info = useCase();
  const zone = useZone();
  const shown = options.statedTime === null ? '' : formatTime(options.statedTime, zone);
  const [text, setText] = useState<string | null>(null);
  const read = text === null || text.trim() === '' ? null : resolveTime('after', text.trim(), timesOf(info));
  const fault = read && 'message' in read ? read.message : '';
  const leave = () => {
    if (text === null || fault !== '') return;
    change({ statedTime: read && 'from' in read ? read.from : null });
    setText(null);
  };
  return (
    <FormGroup
      label="Time that it states"
      labelInfo="(optional)"
      labelFor="report-time"
      helperText={
        fault === '' ? (
          'Left empty, it is the time of that entry. The clock of this computer never stands in a report by itself.'
        ) : (
          <span className="tc-report-fault" role="alert">
            ✖ {fault}
          </span>
        )
      }
    >
      <InputGroup
        id="report-time"
        value={text ?? shown}
        placeholder="2026-02-22 10:00"
        spellCheck={false}
        onValueChange={setText}
        onBlur={leave}
        onKeyDown={({ key }) => key === 'Enter' && leave()}
        data-testid="report-time"
      />
    </FormGroup>
  );
}

const KINDS = ['actor', 'key', 'session'] as const;

/** Whose dossier. @param error why it can be nobody's whom the case knows, in words; empty: nothing */
export function DossierActor({ options, change, error }: FieldProps & { error: string }) {
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? options.actor ?? '';
  const asked = useCall('findings.complete', { text: shown.slice(0, 300), ids: [] }, { enabled: text !== null, keep: true });
  const items = (asked.data?.items ?? []).filter(({ kind }) => (KINDS as readonly string[]).includes(kind));
  const isReadable = shown === '' || /^(actor|key|session):./s.test(shown);
  const take = (value: string) => change({ actor: value.trim() === '' ? null : value.trim() });
  return (
    <FormGroup
      label="Whose dossier"
      labelFor="report-actor"
      helperText={
        <span role="alert">
          {shown === '' ? (
            <span className="tc-report-fault" data-testid="actor-fault">
              ✖ Nobody is chosen, and a dossier of nobody is not written: begin with an actor’s name, or with key:AKIA…
            </span>
          ) : !isReadable ? (
            <span className="tc-report-fault" data-testid="actor-fault">
              ✖ Write actor:NAME, key:ID or session:NAME, or take one from the list.
            </span>
          ) : error !== '' && text === null ? (
            <span className="tc-report-fault" data-testid="actor-fault">
              ✖ {error}
            </span>
          ) : (
            'A set of credentials, never a person: the logs do not say who held them.'
          )}
        </span>
      }
    >
      <InputGroup
        id="report-actor"
        list="report-actors"
        value={shown}
        placeholder="actor:… or key:AKIA…"
        spellCheck={false}
        onValueChange={(value) => {
          setText(value);
          // Taken from the list, or typed to its end: either is whole.
          if (items.some((item) => `${item.kind}:${item.value}` === value)) take(value);
        }}
        onBlur={() => {
          if (text !== null) take(text);
          setText(null);
        }}
        onKeyDown={({ key }) => key === 'Enter' && take(shown)}
        data-testid="report-actor"
      />
      <datalist id="report-actors">
        {items.map(({ kind, value, detail }) => (
          <option key={`${kind}:${value}`} value={`${kind}:${value}`}>
            {oneLine(detail)}
          </option>
        ))}
      </datalist>
    </FormGroup>
  );
}
