// Athena finds, Trailcase fetches: a filter or SQL is prepared and shown, run after consent, and the log files that it names become the evidence.
import { Button, Checkbox, DialogBody, DialogFooter, FormGroup, InputGroup, Intent, ProgressBar, Radio, TextArea } from '@blueprintjs/core';
import { type FormEvent, useEffect, useState } from 'react';
import type { AthenaAsk, AthenaOutcome, AthenaPlan } from '../../../shared/athena.ts';
import type { S3Profile } from '../../../shared/s3.ts';
import { bytesText, plural } from '../../../shared/text.ts';
import { attempt } from '../../components/notices.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { call } from '../../data/bridge.ts';
import { useCase } from '../../data/queries.ts';
import { type AccessForm, accessOf, acquireStore, startAthenaImport, useAcquire } from '../../state/acquire.ts';
import { useLatestJob } from '../../state/jobs.ts';
import { useView } from '../../state/view-context.tsx';
import { MoreFields, RoleFields, WhoField } from './access-fields.tsx';
import { Outcome } from './athena-outcome.tsx';
import { Plan } from './athena-plan.tsx';
import { TableHelp } from './athena-table.tsx';
import { Obstacle } from './obstacle.tsx';

/** What is typed; kept while the window lives, so that closing the dialog loses nothing. */
interface Typed {
  database: string;
  table: string;
  workgroup: string;
  results: string;
  evidence: string;
  region: string;
  by: 'filter' | 'sql' | 'execution';
  filter: string | null;
  sql: string;
  execution: string;
}

const AT_FIRST: Typed = {
  database: '',
  table: '',
  workgroup: '',
  results: '',
  evidence: '',
  region: '',
  by: 'filter',
  filter: null,
  sql: '',
  execution: '',
};
let kept = AT_FIRST;

const WAYS: readonly (readonly [by: Typed['by'], label: string])[] = [
  ['filter', 'By a filter'],
  ['sql', 'By SQL of your own'],
  ['execution', 'Take up a query that ran'],
];

function askOf(typed: Typed, form: AccessForm, mfaCode: string, filter: string, zone: string): AthenaAsk {
  // What is said of a bucket's server is not Athena's.
  const access = accessOf({ ...form, endpoint: '', region: typed.region, pathStyle: false, requesterPays: false }, mfaCode);
  const text = (name: 'database' | 'table' | 'workgroup' | 'results' | 'evidence') =>
    typed[name].trim() === '' ? {} : { [name]: typed[name].trim() };
  const what = { filter: { filter }, sql: { sql: typed.sql }, execution: { execution: typed.execution.trim() } };
  return {
    access,
    ...text('database'),
    ...text('table'),
    ...text('workgroup'),
    ...text('results'),
    ...text('evidence'),
    ...what[typed.by],
    zone,
  };
}

export function AthenaForm({ profiles }: { profiles: readonly S3Profile[] }) {
  const { form, execution } = useAcquire();
  const { state } = useView();
  const zone = useCase().case.timezone;
  const [typed, setTyped] = useState<Typed>(execution === null ? kept : { ...kept, by: 'execution', execution });
  const [mfaCode, setMfaCode] = useState('');
  const [plan, setPlan] = useState<{ plan: AthenaPlan; ask: AthenaAsk } | null>(null);
  const [agreed, setAgreed] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<AthenaOutcome | null>(null);
  const job = useLatestJob('scope');
  const isRunning = job?.state === 'running';
  useEffect(() => {
    if (isRunning) setOutcome(null);
    else call('athena.outcome', {}).then((told) => setOutcome(told.outcome), setError);
  }, [isRunning]);
  const set = (patch: Partial<Typed>): void => {
    kept = { ...typed, ...patch };
    setTyped(kept);
    // What was agreed to was for what stood there.
    setPlan(null);
    setAgreed(false);
  };
  const filter = typed.filter ?? state.filter;
  const used = { ...form, anonymous: false };
  const run = (work: () => Promise<void>): void => {
    setError(null);
    setBusy(true);
    work()
      .catch(setError)
      .finally(() => setBusy(false));
  };
  const prepare = (event: FormEvent): void => {
    event.preventDefault();
    run(async () => {
      const ask = askOf(typed, used, mfaCode, filter, zone);
      const { mfaCode: _, ...access } = ask.access ?? {};
      setAgreed(false);
      setPlan({ plan: await call('athena.prepare', ask), ask: { ...ask, access } });
      setMfaCode('');
    });
  };
  const start = (): void =>
    run(async () => {
      if (plan === null) return;
      await call('athena.start', { ask: plan.ask, agreed: { sql: plan.plan.sql, results: plan.plan.results } });
      // What it comes to stands in its place.
      setPlan(null);
      setAgreed(false);
    });
  const take = (): void =>
    run(async () => {
      await startAthenaImport();
      acquireStore.close();
    });
  const isReady = { filter: filter.trim() !== '', sql: typed.sql.trim() !== '', execution: typed.execution.trim() !== '' }[typed.by];
  const field = (name: 'database' | 'table' | 'workgroup' | 'results' | 'evidence' | 'region', label: string, placeholder: string) => (
    <FormGroup label={label} labelFor={`athena-${name}`}>
      <InputGroup
        id={`athena-${name}`}
        value={typed[name]}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        onValueChange={(value) => set({ [name]: value })}
        data-testid={`athena-${name}`}
      />
    </FormGroup>
  );
  return (
    <form onSubmit={prepare} className="tc-acquire-whole">
      <DialogBody className="tc-acquire-body">
        <p>
          Where the archive is larger than this computer: your Athena finds in which log files matching events stand. These files, whole and
          with their digests, are fetched from their bucket and become the evidence; rows of Athena never do.
        </p>
        <div className="tc-acquire-fields">
          {field('database', 'Database', 'default')}
          {field('table', 'CloudTrail table', 'cloudtrail_logs')}
          {field('workgroup', 'Workgroup', 'primary')}
        </div>
        <div className="tc-acquire-fields">
          {field('results', 'Results go to', 's3://a-place-of-yours/athena/, no bucket of the evidence')}
          <WhoField form={used} profiles={profiles} isBucket={false} />
        </div>
        <RoleFields form={used} {...{ profiles, mfaCode, setMfaCode }} />
        <fieldset>
          <legend className="tc-unseen">What to find</legend>
          <div className="tc-acquire-checks">
            {WAYS.map(([by, label]) => (
              <Radio
                key={by}
                name="athena-by"
                label={label}
                checked={typed.by === by}
                onChange={() => set({ by })}
                data-testid={`athena-by-${by}`}
              />
            ))}
          </div>
          {typed.by === 'filter' && (
            <InputGroup
              className="tc-acquire-mono"
              value={filter}
              onValueChange={(value) => set({ filter: value })}
              placeholder='api:RunInstances after:"2026-02-20" before:"2026-02-23"'
              aria-label="Filter"
              spellCheck={false}
              data-testid="athena-filter"
            />
          )}
          {typed.by === 'sql' && (
            <TextArea
              fill
              className="tc-acquire-sql"
              value={typed.sql}
              onChange={({ currentTarget }) => set({ sql: currentTarget.value })}
              placeholder={'SELECT "$path" AS path, count(*) AS records FROM cloudtrail_logs WHERE … GROUP BY 1'}
              aria-label="SQL"
              spellCheck={false}
              rows={4}
              data-testid="athena-sql"
            />
          )}
          {typed.by === 'execution' && (
            <InputGroup
              className="tc-acquire-mono"
              value={typed.execution}
              onValueChange={(value) => set({ execution: value })}
              placeholder="id of its execution"
              aria-label="Id of the execution"
              spellCheck={false}
              data-testid="athena-execution"
            />
          )}
        </fieldset>
        <MoreFields form={form} isBucket={false} words="region, proxy, where the logs are">
          {field('region', 'Region of Athena', 'of the profile')}
          {field('evidence', 'Where the logs are', 's3://bucket/prefix, where the table may not be looked up')}
        </MoreFields>
        <TableHelp />
        <div className="tc-acquire-gap">
          <Button
            type="submit"
            text="Prepare"
            loading={busy && plan === null}
            disabled={!isReady || isRunning}
            data-testid="athena-prepare"
          />{' '}
          <span className="tc-dim tc-small">Asks about the workgroup and the table only: nothing is run, nothing costs.</span>
        </div>
        {error !== null && <Obstacle error={error} title="Athena was not asked" profile={form.profile} testid="athena-error" />}
        {plan !== null && <Plan plan={plan.plan} />}
        {plan !== null && !isRunning && (
          <Checkbox checked={agreed} onChange={({ currentTarget }) => setAgreed(currentTarget.checked)} data-testid="athena-agreed">
            {consentWords(plan.plan)}
          </Checkbox>
        )}
        {job && isRunning && (
          <div className="tc-acquire-looking" role="status" data-testid="athena-running">
            <div className="tc-import-line">
              <span>{visibleText(job.phase)}</span>
              <span className="tc-dim tc-number">{bytesText(job.bytes)} scanned</span>
            </div>
            <ProgressBar intent="primary" animate={false} value={1} stripes aria-label="Athena is at work" />
          </div>
        )}
        {job && (job.state === 'failed' || job.state === 'cancelled') && (
          <Obstacle
            error={job.error ?? { code: 'CANCELLED', message: 'The query was stopped, at Athena, too.', advice: '' }}
            title="Athena has named nothing"
            profile={form.profile}
            testid="athena-failed"
          />
        )}
        {outcome !== null && !isRunning && <Outcome outcome={outcome} />}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text="Close" onClick={acquireStore.close} />
            {job && isRunning ? (
              <Button text="Stop" onClick={() => attempt(call('job.cancel', { jobId: job.id }))} data-testid="athena-stop" />
            ) : (
              <Button
                intent={agreed ? Intent.PRIMARY : Intent.NONE}
                text="Run"
                loading={busy && plan !== null}
                disabled={plan === null || !agreed}
                onClick={start}
                data-testid="athena-run"
              />
            )}
            <Button
              intent={outcome !== null && !agreed ? Intent.PRIMARY : Intent.NONE}
              text="Import"
              disabled={outcome === null || outcome.objects === 0 || isRunning || busy}
              onClick={take}
              data-testid="athena-import"
            />
          </>
        }
      >
        <div className="tc-acquire-chosen" aria-live="polite">
          {outcome !== null && !isRunning ? (
            <>
              <strong>{plural(outcome.objects, 'log file')} named</strong>
              <span className="tc-dim">; their digests come along</span>
            </>
          ) : (
            <span className="tc-dim">Nothing runs before you have seen it and agreed.</span>
          )}
        </div>
      </DialogFooter>
    </form>
  );
}

/** What is agreed to: that it costs, at most how much is scanned, and where results are written. */
function consentWords({ workgroup, results }: AthenaPlan): string {
  const most =
    workgroup.cutoffBytes === null ? 'the workgroup sets no limit' : `the workgroup ends it after ${bytesText(workgroup.cutoffBytes)}`;
  const where = results.managed
    ? 'Athena keeps the result itself'
    : `the result is written to ${visibleText(results.address ?? 'no place yet')}`;
  return `Run it: it is charged by bytes scanned (${most}), and ${where}.`;
}
