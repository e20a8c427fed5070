// CloudTrail's own history of events, for an account that has no trail: its limits first, then regions and days.
import { Button, DialogBody, DialogFooter, FormGroup, InputGroup } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import type { S3Profile } from '../../../shared/s3.ts';
import { plural } from '../../../shared/text.ts';
import { accessOf, acquireStore, LOOKUP_EVENTS, startAcquire, useAcquire } from '../../state/acquire.ts';
import { MoreFields, RoleFields, WhoField } from './access-fields.tsx';
import { Obstacle } from './obstacle.tsx';
import { Resume } from './resume.tsx';
import { AS_USUAL, importOf } from './taking.ts';

const DAY = 86_400_000;
/** Days that CloudTrail keeps. */
const KEPT = 90;

/** Names of regions, however they are parted. */
function regionsOf(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
}

const isRegion = (name: string): boolean => /^[a-z]{2}(?:-[a-z0-9]+)+-\d$/.test(name);

export function HistoryForm({ profiles }: { profiles: readonly S3Profile[] }) {
  const { form, resume } = useAcquire();
  const [mfaCode, setMfaCode] = useState('');
  const [text, setText] = useState('');
  const [span, setSpan] = useState({ from: '', to: '' });
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const day = (back: number): string => new Date(Date.now() - back * DAY).toISOString().slice(0, 10);
  const regions = regionsOf(text);
  const wrong = regions.filter((name) => !isRegion(name));
  const used = { ...form, endpoint: '', region: '', pathStyle: false, requesterPays: false, anonymous: false };

  const run = (work: Promise<void>): void => {
    setError(null);
    setBusy(true);
    work.then(acquireStore.close, setError).finally(() => setBusy(false));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (regions.length === 0 || wrong.length > 0) return;
    const choice = { regions, ...(span.from !== '' && { from: span.from }), ...(span.to !== '' && { to: span.to }) };
    run(startAcquire([LOOKUP_EVENTS], { s3: { access: accessOf(used, mfaCode), choice, ...importOf(AS_USUAL) } }));
  };
  return (
    <form onSubmit={submit} className="tc-acquire-whole">
      <DialogBody className="tc-acquire-body">
        {resume !== null && (
          <Resume
            asked={resume}
            start={(s3) => run(startAcquire(resume.paths, { ...resume.options, s3 }))}
            {...{ form: used, mfaCode, busy }}
          />
        )}
        <section className="tc-block" aria-label="What it has, and what it has not">
          <h3>For an account that has no trail</h3>
          <p>CloudTrail keeps a history of events by itself. It is less than a trail:</p>
          <ul className="tc-acquire-limits" data-testid="history-limits">
            <li>management events only: no reads of objects, no calls of functions, no Insights;</li>
            <li>the last {KEPT} days, each region by itself;</li>
            <li>two requests a second of fifty events each: a hundred thousand events of a region take about 17 minutes;</li>
            <li>nothing signed: no digest vouches for it. What was deleted from it, or withheld, cannot be told.</li>
          </ul>
          <p className="tc-dim">Each event comes with its whole record. Where there is a trail, take its bucket instead, or as well.</p>
        </section>
        <FormGroup
          label="Regions"
          labelFor="history-regions"
          helperText={
            wrong.length > 0
              ? `◭ ${wrong.join(', ')}: no name of a region. They look like eu-west-1.`
              : 'Global services (IAM, STS sign-ins) record in us-east-1.'
          }
          intent={wrong.length > 0 ? 'warning' : 'none'}
        >
          <InputGroup
            id="history-regions"
            className="tc-acquire-mono"
            value={text}
            onValueChange={setText}
            placeholder="us-east-1, eu-west-1"
            spellCheck={false}
            autoFocus
            data-testid="history-regions"
          />
        </FormGroup>
        <div className="tc-acquire-pick">
          {(['from', 'to'] as const).map((end) => (
            <label key={end}>
              {end === 'from' ? 'From' : 'to'}{' '}
              <input
                type="date"
                className="bp6-input bp6-small"
                value={span[end]}
                min={day(KEPT)}
                max={day(0)}
                onChange={({ currentTarget: { value } }) => setSpan({ ...span, [end]: value })}
                data-testid={`history-${end}`}
              />
            </label>
          ))}
          <span className="tc-dim tc-small">Left empty: all {KEPT} days.</span>
        </div>
        <WhoField form={used} profiles={profiles} isBucket={false} />
        <RoleFields form={used} {...{ profiles, mfaCode, setMfaCode }} />
        <MoreFields form={form} isBucket={false} words="proxy" />
        {error !== null && <Obstacle error={error} title="The import did not start" profile={form.profile} />}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text="Close" onClick={acquireStore.close} />
            <Button
              type="submit"
              intent="primary"
              text="Import"
              loading={busy}
              disabled={regions.length === 0 || wrong.length > 0}
              data-testid="history-go"
            />
          </>
        }
      >
        <span className="tc-dim">
          {regions.length === 0 ? 'Name at least one region.' : `${plural(regions.length, 'region')}, one after the other.`}
        </span>
      </DialogFooter>
    </form>
  );
}
