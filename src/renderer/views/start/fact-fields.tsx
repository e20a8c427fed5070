// The fields of a case's facts: title, number, examiner, organisation, time zone. For a new case, and for changing them.
import { FormGroup, HTMLSelect, InputGroup } from '@blueprintjs/core';
import { useMemo } from 'react';
import type { CaseFacts } from '../../../shared/domain.ts';
import { isTimeZone, zoned } from '../../../shared/time.ts';
import { zoneNames } from './zones.ts';

interface FactFieldsProps {
  /** What ids and test ids begin with. */
  prefix: string;
  facts: CaseFacts;
  /** Listed in any case. */
  ownZone: string;
  zoneHelp: string;
  change: (facts: CaseFacts) => void;
}

export function FactFields({ prefix, facts, ownZone, zoneHelp, change }: FactFieldsProps) {
  const zones = useMemo(() => {
    const now = Date.now();
    return zoneNames(ownZone).map((zone) => ({
      value: zone,
      label: isTimeZone(zone) ? `${zone} (UTC${zoned(now, zone).offset})` : `${zone} (not known here)`,
    }));
  }, [ownZone]);
  const set = (field: keyof CaseFacts) => (value: string) => change({ ...facts, [field]: value });
  const field = (name: keyof CaseFacts, label: string, placeholder: string, autoFocus = false) => (
    <FormGroup label={label} labelFor={`${prefix}-${name}`}>
      <InputGroup
        id={`${prefix}-${name}`}
        value={facts[name]}
        placeholder={placeholder}
        autoFocus={autoFocus}
        onValueChange={set(name)}
        data-testid={`${prefix}-${name}`}
      />
    </FormGroup>
  );
  return (
    <>
      {field('title', 'Title', 'What happened, in a few words', true)}
      <div className="tc-two">
        {field('number', 'Case number', 'e.g. IR-2026-014')}
        {field('examiner', 'Examiner', 'Who works on it')}
      </div>
      {field('organisation', 'Organisation', 'For whom')}
      <FormGroup label="Time zone" labelFor={`${prefix}-timezone`} helperText={zoneHelp}>
        <HTMLSelect
          id={`${prefix}-timezone`}
          fill
          options={zones}
          value={facts.timezone}
          onChange={(event) => set('timezone')(event.target.value)}
          data-testid={`${prefix}-timezone`}
        />
      </FormGroup>
    </>
  );
}
