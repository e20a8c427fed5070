// Who asks, and by which way. No key is typed here: credentials are found by AWS's own chain on this machine, and a code of MFA is used once.
import { Checkbox, FormGroup, HTMLSelect, InputGroup, Switch } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import type { S3Profile } from '../../../shared/s3.ts';
import { oneLine } from '../../components/visible-text.ts';
import { type AccessForm, acquireStore } from '../../state/acquire.ts';

const CHAIN = '';
/** No profile can have these names: sections of the configuration are one line. */
const NOBODY = '\nnobody';

interface AccessProps {
  form: AccessForm;
  profiles: readonly S3Profile[];
  mfaCode: string;
  setMfaCode: (code: string) => void;
  /** The history of events is CloudTrail's: it has no endpoint, path style or payer of a bucket. */
  isBucket: boolean;
}

/** Whether a code of MFA may be asked for. */
function needsCode(form: AccessForm, profiles: readonly S3Profile[]): boolean {
  if (form.anonymous) return false;
  return (form.role && form.mfaSerial.trim() !== '') || profiles.some(({ name, mfa }) => mfa && name === (form.profile ?? 'default'));
}

/** The choice of who asks, one field of a line. */
export function WhoField({ form, profiles, isBucket }: Pick<AccessProps, 'form' | 'profiles' | 'isBucket'>) {
  // A profile of a continued import may be gone from the configuration: it is named all the same.
  const known = profiles.map(({ name }) => name);
  const names = form.profile === null || known.includes(form.profile) ? known : [...known, form.profile];
  return (
    <FormGroup label="Who asks" labelFor="acquire-who">
      <HTMLSelect
        id="acquire-who"
        fill
        value={form.anonymous ? NOBODY : (form.profile ?? CHAIN)}
        onChange={({ currentTarget: { value } }) =>
          acquireStore.fill({ anonymous: value === NOBODY, profile: value === NOBODY || value === CHAIN ? null : value })
        }
        title="Credentials are found as AWS’s own tools find them: variables, profiles, the role of this machine. None are typed here, none are stored."
        data-testid="acquire-who"
      >
        <option value={CHAIN}>The usual credentials of this computer</option>
        {names.length > 0 && (
          <optgroup label="Profiles">
            {names.map((name) => (
              <option key={name} value={name}>
                {oneLine(name)}
                {profiles.some((one) => one.name === name && one.sso) ? ' (single sign-on)' : ''}
              </option>
            ))}
          </optgroup>
        )}
        {isBucket && <option value={NOBODY}>No credentials: a public bucket</option>}
      </HTMLSelect>
    </FormGroup>
  );
}

/** What belongs to who asks: a role beyond the profile, and a code. */
export function RoleFields({ form, profiles, mfaCode, setMfaCode }: Omit<AccessProps, 'isBucket'>) {
  if (form.anonymous) return null;
  const withCode = needsCode(form, profiles);
  return (
    <>
      <Switch
        checked={form.role}
        onChange={({ currentTarget }) => acquireStore.fill({ role: currentTarget.checked })}
        label="Assume a role"
        data-testid="acquire-role"
      />
      {(form.role || withCode) && (
        <div className="tc-acquire-fields">
          {form.role && <Text name="roleArn" label="Role ARN" placeholder="arn:aws:iam::111122223333:role/reader" form={form} />}
          {form.role && <Text name="externalId" label="External id" placeholder="if the role asks for one" form={form} />}
          {form.role && <Text name="mfaSerial" label="MFA device" placeholder="its ARN, if the role asks for a code" form={form} />}
          {withCode && (
            <FormGroup label="MFA code" labelFor="acquire-mfa-code">
              <InputGroup
                id="acquire-mfa-code"
                value={mfaCode}
                onValueChange={setMfaCode}
                inputMode="numeric"
                autoComplete="off"
                placeholder="6 digits, used once"
                maxLength={12}
                data-testid="acquire-mfa-code"
              />
            </FormGroup>
          )}
        </div>
      )}
    </>
  );
}

interface MoreProps extends Pick<AccessProps, 'form' | 'isBucket'> {
  /** What is in it. */
  words: string;
  children?: ReactNode;
}

/** What is seldom needed; open where something stands in it. */
export function MoreFields({ form, isBucket, words, children }: MoreProps) {
  const ofBucket = form.endpoint !== '' || form.region !== '' || form.pathStyle || form.requesterPays;
  const isSet = form.proxy !== '' || (isBucket && ofBucket);
  return (
    <details className="tc-acquire-more" open={isSet || undefined}>
      <summary data-testid="acquire-more">More: {words}</summary>
      <div className="tc-acquire-fields">
        {isBucket && <Text name="endpoint" label="Endpoint" placeholder="of another server than AWS’s that speaks S3" form={form} />}
        {isBucket && <Text name="region" label="Region of the bucket" placeholder="found by itself" form={form} />}
        <Text name="proxy" label="Proxy" placeholder="http://proxy.example:3128" form={form} />
      </div>
      {isBucket && (
        <div className="tc-acquire-checks">
          <Checkbox
            checked={form.pathStyle}
            onChange={({ currentTarget }) => acquireStore.fill({ pathStyle: currentTarget.checked })}
            label="Path style (bucket in the path, not in the host name)"
            data-testid="acquire-path-style"
          />
          <Checkbox
            checked={form.requesterPays}
            onChange={({ currentTarget }) => acquireStore.fill({ requesterPays: currentTarget.checked })}
            label="Requester pays: requests and transfer are charged to who asks"
            data-testid="acquire-requester-pays"
          />
        </div>
      )}
      {children}
    </details>
  );
}

type TextName = 'roleArn' | 'externalId' | 'mfaSerial' | 'endpoint' | 'region' | 'proxy';

function Text({ name, label, placeholder, form }: { name: TextName; label: string; placeholder: string; form: AccessForm }) {
  return (
    <FormGroup label={label} labelFor={`acquire-${name}`}>
      <InputGroup
        id={`acquire-${name}`}
        value={form[name]}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        onValueChange={(value) => acquireStore.fill({ [name]: value })}
        data-testid={`acquire-${name}`}
      />
    </FormGroup>
  );
}
