// An import that is to be continued, above the form that was filled with how it was reached: a person sees where it leads before it goes on.
import { Button, Callout, Intent } from '@blueprintjs/core';
import { useState } from 'react';
import type { S3Import } from '../../../shared/s3.ts';
import { plural } from '../../../shared/text.ts';
import { oneLine } from '../../components/visible-text.ts';
import { type AccessForm, type Asked, accessOf, LOOKUP_EVENTS } from '../../state/acquire.ts';
import { TakeOptions } from './take-options.tsx';
import { continued, takingOf } from './taking.ts';

interface ResumeProps {
  asked: Asked;
  form: AccessForm;
  mfaCode: string;
  busy: boolean;
  start: (s3: S3Import) => void;
}

export function Resume({ asked: { paths, options }, form, mfaCode, busy, start }: ResumeProps) {
  const { choice = {} } = options.s3 ?? {};
  const { restore, requestLog = null } = options.s3 ?? {};
  const [taking, setTaking] = useState(() => takingOf(options.s3 ?? {}));
  const isHistory = paths[0] === LOOKUP_EVENTS;
  const limits = [
    choice.accounts && `accounts ${choice.accounts.join(', ')}`,
    choice.regions && `regions ${choice.regions.join(', ')}`,
    (choice.from ?? choice.to) && `days ${choice.from ?? 'from the first'} to ${choice.to ?? 'the last'}`,
    choice.places && plural(choice.places.length, 'single place'),
    choice.notPlaces && `all but ${plural(choice.notPlaces.length, 'place')}`,
    choice.categories?.join(', '),
    choice.digests === false && 'no digests',
    choice.everything && 'every object',
    isHistory && taking.keepCopy !== null && `a copy in ${taking.keepCopy}`,
  ].filter((one) => typeof one === 'string');
  return (
    <Callout intent={Intent.WARNING} title="An import that did not come to its end" data-testid="acquire-resume">
      <p className="tc-break">
        <span className="tc-path">{paths.map(oneLine).join(', ')}</span>
        {limits.length > 0 && `; ${oneLine(limits.join('; '))}`}. What is stored is not fetched again. Check below who asks
        {form.endpoint !== '' ? ' and which endpoint' : ''}
        {form.mfaSerial !== '' && form.role ? ', and type a fresh MFA code' : ''}.
      </p>
      {restore !== undefined && (
        <p data-testid="resume-restore">
          ◭ Then it also asked for archived objects to be restored. Continuing asks for none; what is restored by now is taken up. To ask
          again, look at the address and switch it on.
        </p>
      )}
      {!isHistory && <TakeOptions {...{ taking, setTaking }} anonymous={form.anonymous} archives={[]} />}
      {requestLog !== null && taking.requestLog === null && (
        <p className="tc-break" data-testid="resume-request-log">
          Then a log of requests was written to <span className="tc-path">{oneLine(requestLog)}</span>, which stays as it is: name another
          file for those that follow.
        </p>
      )}
      <Button
        intent="primary"
        text="Continue"
        loading={busy}
        onClick={() => start(continued(options.s3 ?? {}, taking, accessOf(form, mfaCode)))}
        data-testid="acquire-continue"
      />
    </Callout>
  );
}
