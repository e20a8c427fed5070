// An import that is to be continued, above the form that was filled with how it was reached: a person sees where it leads before it goes on.
import { Button, Callout, Intent } from '@blueprintjs/core';
import type { S3Import } from '../../../shared/s3.ts';
import { oneLine } from '../../components/visible-text.ts';
import { type AccessForm, type Asked, accessOf } from '../../state/acquire.ts';

interface ResumeProps {
  asked: Asked;
  form: AccessForm;
  mfaCode: string;
  busy: boolean;
  start: (s3: S3Import) => void;
}

export function Resume({ asked: { paths, options }, form, mfaCode, busy, start }: ResumeProps) {
  const { choice = {} } = options.s3 ?? {};
  const limits = [
    choice.accounts && `accounts ${choice.accounts.join(', ')}`,
    choice.regions && `regions ${choice.regions.join(', ')}`,
    (choice.from ?? choice.to) && `days ${choice.from ?? 'from the first'} to ${choice.to ?? 'the last'}`,
    choice.categories?.join(', '),
    choice.digests === false && 'no digests',
    choice.everything && 'every object',
    options.s3?.versions && 'older versions, too',
  ].filter((one) => typeof one === 'string');
  return (
    <Callout intent={Intent.WARNING} title="An import that did not come to its end" data-testid="acquire-resume">
      <p className="tc-break">
        <span className="tc-path">{paths.map(oneLine).join(', ')}</span>
        {limits.length > 0 && `; ${oneLine(limits.join('; '))}`}. What is stored is not fetched again. Check below who asks
        {form.endpoint !== '' ? ' and which endpoint' : ''}
        {form.mfaSerial !== '' && form.role ? ', and type a fresh MFA code' : ''}; other options of then are not known any more.
      </p>
      <Button
        intent="primary"
        text="Continue"
        loading={busy}
        onClick={() => start({ ...options.s3, access: accessOf(form, mfaCode) })}
        data-testid="acquire-continue"
      />
    </Callout>
  );
}
