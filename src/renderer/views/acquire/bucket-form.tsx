// A bucket: its address and who asks; a look at it; what is chosen of what is there, and how it is taken.
import { Button, Callout, Checkbox, DialogBody, DialogFooter, FormGroup, InputGroup, Intent, ProgressBar } from '@blueprintjs/core';
import { type FormEvent, useMemo, useState } from 'react';
import type { S3Choice, S3Profile, S3Scope } from '../../../shared/s3.ts';
import { bytesText, plural } from '../../../shared/text.ts';
import { oneLine } from '../../components/visible-text.ts';
import { type Asked, accessOf, acquireStore, startAcquire, useAcquire } from '../../state/acquire.ts';
import { MoreFields, RoleFields, WhoField } from './access-fields.tsx';
import { Obstacle } from './obstacle.tsx';
import { Resume } from './resume.tsx';
import { choiceOf, chosenOf, EVERYTHING, type Picked } from './scope-choice.ts';
import { ScopeChoice } from './scope-choice-form.tsx';
import { ScopeFacts } from './scope-facts.tsx';
import { layoutsOf } from './scope-nodes.ts';
import { TakeOptions } from './take-options.tsx';
import { AS_USUAL, importOf, type Taking } from './taking.ts';
import { type Look, useLook } from './use-look.ts';
import { ARCHIVED, about, amountWords } from './words.ts';

/** List requests of a look, and how many times more the next one may make. */
const BUDGET = 1000;
const FURTHER = 10;

/** `bucket/prefix` is meant as `s3://bucket/prefix`. */
function addressOf(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' || /^[a-z0-9+.-]+:/i.test(trimmed) ? trimmed : `s3://${trimmed}`;
}

export function BucketForm({ profiles }: { profiles: readonly S3Profile[] }) {
  const { form, resume } = useAcquire();
  const [mfaCode, setMfaCode] = useState('');
  const look = useLook();
  const [picked, setPicked] = useState<Picked>(EVERYTHING);
  const [everything, setEverything] = useState(false);
  const [taking, setTaking] = useState<Taking>(AS_USUAL);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [isCounting, setCounting] = useState(false);
  const address = addressOf(form.address);
  const { found } = look;
  // What stands there was found with what is typed now, or it is not shown.
  const isOf = found !== null && JSON.stringify([address, accessOf(form)]) === JSON.stringify([found.asked.address, found.asked.access]);
  const scope = isOf ? found.scope : null;
  const layouts = useMemo(() => (scope === null ? [] : layoutsOf(scope)), [scope]);
  const choice = everything ? { everything } : choiceOf(layouts, picked);
  const { counted } = look;
  const isCounted = counted !== null && scope !== null && JSON.stringify(counted.asked.choice) === JSON.stringify(choice);
  const chosen =
    scope === null ? null : isCounted ? flat(counted.scope) : scope.places.length === 0 ? flat(scope) : chosenOf(scope, layouts, picked);

  const lookAt = async (chosenOnly: S3Choice | null, budget: number): Promise<void> => {
    setCounting(chosenOnly !== null);
    setError(null);
    // Before it is shown: what is chosen then stays.
    if (chosenOnly === null) {
      setPicked(EVERYTHING);
      setEverything(false);
    }
    const asked = { address, access: accessOf(form, mfaCode), ...(chosenOnly !== null && { choice: chosenOnly }), budget };
    const seen = await look.look(asked);
    if (seen === null) return;
    // A code holds once; what it was used for goes on in the engine for its hour.
    setMfaCode('');
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (address !== '' && look.looking === null) void lookAt(null, BUDGET);
  };
  const start = (asked: Asked): void => {
    setError(null);
    setBusy(true);
    startAcquire(asked.paths, asked.options)
      .then(acquireStore.close, setError)
      .finally(() => setBusy(false));
  };
  const begin = (): void => {
    start({
      paths: [address],
      options: { s3: { access: accessOf(form, mfaCode), ...(Object.keys(choice).length > 0 && { choice }), ...importOf(taking) } },
    });
  };
  const archives = scope?.storageClasses.filter(({ name }) => ARCHIVED.has(name)) ?? [];
  const unagreed = taking.restore && archives.length > 0 && !taking.agreed;
  return (
    <>
      <DialogBody className="tc-acquire-body">
        {resume !== null && (
          <Resume asked={resume} start={(s3) => start({ ...resume, options: { ...resume.options, s3 } })} {...{ form, mfaCode, busy }} />
        )}
        <form onSubmit={submit} className="tc-acquire-form">
          <div className="tc-acquire-address">
            <FormGroup label="Address" labelFor="acquire-address">
              <InputGroup
                id="acquire-address"
                className="tc-acquire-mono"
                value={form.address}
                onValueChange={(text) => acquireStore.fill({ address: text })}
                placeholder="s3://bucket/prefix"
                autoComplete="off"
                spellCheck={false}
                autoFocus
                data-testid="acquire-address"
              />
            </FormGroup>
            <WhoField form={form} profiles={profiles} isBucket />
            {look.looking === null ? (
              <Button
                type="submit"
                intent={scope === null ? 'primary' : 'none'}
                text={scope === null ? 'Look' : 'Look again'}
                disabled={address === ''}
                title="See what is there: by list requests only, nothing is fetched"
                data-testid="acquire-look"
              />
            ) : (
              <Button text="Stop" onClick={look.stop} data-testid="acquire-stop" />
            )}
          </div>
          <RoleFields {...{ form, profiles, mfaCode, setMfaCode }} />
          <MoreFields form={form} isBucket words="endpoint, region, proxy, requester pays" />
        </form>
        {look.looking !== null && <Looking looking={look.looking} />}
        {look.error !== null && look.looking === null && (
          <Obstacle error={look.error} title="The bucket cannot be seen" profile={form.profile} testid="look-error" />
        )}
        {scope !== null && (look.looking === null || isCounting) && (
          <>
            <section className="tc-block" aria-label="What is there">
              <h3>What is there</h3>
              <ScopeFacts
                scope={scope}
                anonymous={form.anonymous}
                further={() => void lookAt(null, (found?.asked.budget ?? BUDGET) * FURTHER)}
              />
              {scope.places.length > 0 && !everything && (
                <ScopeChoice scope={scope} layouts={layouts} picked={picked} setPicked={setPicked} />
              )}
              {scope.places.length === 0 && (
                <Callout intent={Intent.WARNING} compact data-testid="scope-flat">
                  {scope.totals.objects === 0
                    ? 'Nothing is below this address.'
                    : 'No place in which CloudTrail delivers was found below this address. An import takes every object there, whatever it is.'}
                </Callout>
              )}
              {scope.others.length > 0 && scope.places.length > 0 && (
                <Checkbox
                  checked={everything}
                  onChange={({ currentTarget }) => setEverything(currentTarget.checked)}
                  label="Take every object below the address, also what is not CloudTrail’s"
                  data-testid="take-everything"
                />
              )}
            </section>
            <TakeOptions taking={taking} setTaking={setTaking} anonymous={form.anonymous} archives={archives} />
          </>
        )}
        {error !== null && <Obstacle error={error} title="The import did not start" profile={form.profile} />}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text="Close" onClick={acquireStore.close} />
            <Button
              intent={scope === null ? 'none' : 'primary'}
              text="Import"
              loading={busy}
              disabled={chosen === null || chosen.objects === 0 || look.looking !== null || unagreed}
              onClick={begin}
              data-testid="acquire-go"
            />
          </>
        }
      >
        <div className="tc-acquire-chosen" aria-live="polite" data-testid="acquire-chosen">
          {chosen === null ? (
            <span className="tc-dim">Look first: nothing is fetched before it was seen. The bucket is only read.</span>
          ) : (
            <>
              <strong>{amountWords(chosen)}</strong>{' '}
              <span className="tc-dim">
                {everything && !isCounted && 'and what is not CloudTrail’s; '}
                {chosen.places > 0 && `in ${plural(chosen.places, 'place')}; `}
                {about(chosen.lists, chosen.exact)} list and {about(chosen.objects, chosen.exact)} get requests, {bytesText(chosen.bytes)}{' '}
                transferred, charged to {form.requesterPays ? 'you' : 'the bucket’s owner'}
              </span>
              {unagreed && <div className="tc-outcome-denied">◭ The restore waits for the owner’s leave: see above</div>}
              {(everything ? !isCounted : !chosen.exact) && scope !== null && scope.places.length > 0 && look.looking === null && (
                <Button
                  size="small"
                  className="tc-acquire-inline"
                  text="Count exactly"
                  title="Looks again at what is chosen only"
                  onClick={() => void lookAt(choice, BUDGET * FURTHER)}
                  data-testid="acquire-count"
                />
              )}
            </>
          )}
        </div>
      </DialogFooter>
    </>
  );
}

/** All that a look saw. */
function flat({ totals, requests, places }: S3Scope) {
  return { ...totals, places: places.length, lists: requests.lists };
}

function Looking({ looking: { requests, counted, places } }: { looking: NonNullable<Look['looking']> }) {
  const words = places === null ? 'Finding where CloudTrail delivers' : `Counting: ${plural(counted ?? 0, 'place')} of ${places}`;
  return (
    <div className="tc-acquire-looking" role="status" data-testid="acquire-looking">
      <div className="tc-import-line">
        <span>{oneLine(words)}</span>
        <span className="tc-dim">{plural(requests, 'answer')}</span>
      </div>
      <ProgressBar
        intent="primary"
        animate={false}
        stripes={places === null}
        value={places === null ? 1 : (counted ?? 0) / Math.max(1, places)}
        aria-label={words}
      />
    </div>
  );
}
