// What a copy for others hides: kinds of values, and fields, patterns and texts of the examiner's own.
import { Callout, Checkbox, Switch } from '@blueprintjs/core';
import { useRef, useState } from 'react';
import { EVERYTHING_HIDDEN, type RedactionOptions, type ReportOptions } from '../../../shared/report.ts';
import { grouped, plural } from '../../../shared/text.ts';
import { linesOf, redactionWarnings } from './choices.ts';

type Kind = 'accounts' | 'names' | 'addresses' | 'resources' | 'freeText';

const KIND_WORDS: Record<Kind, [title: string, about: string]> = {
  accounts: ['Account numbers', 'The twelve digits, wherever they stand, also inside ARNs.'],
  names: ['Names', 'Users, roles, sessions and access keys, and what contains them.'],
  addresses: ['Addresses', 'IP addresses and host names.'],
  resources: ['Resources', 'Names of buckets, instances and whatever else was used.'],
  freeText: ['What people wrote', 'Notes, narratives, your texts for this report, descriptions, error messages.'],
};

const LIST_WORDS = {
  fields: ['Fields of the records', 'One a line, as requestParameters.policyDocument; * stands for one name or position.', 200, 200],
  patterns: ['Patterns', 'Regular expressions (RE2), one a line: what matches is hidden.', 500, 200],
  entities: [
    'Texts',
    'One a line: names, numbers, anything of the case that must not stand anywhere. The report’s own words stay.',
    500,
    1000,
  ],
} as const;

interface FieldsProps {
  options: ReportOptions;
  change: (patch: Partial<ReportOptions>) => void;
  /** What is wrong with a pattern; empty: nothing. */
  fault: string;
}

export function RedactionFields({ options, change, fault }: FieldsProps) {
  const { redaction } = options;
  // Switched off and on again, it is as it was.
  const former = useRef<RedactionOptions>(redaction ?? EVERYTHING_HIDDEN);
  if (redaction) former.current = redaction;
  const set = (patch: Partial<RedactionOptions>) => redaction && change({ redaction: { ...redaction, ...patch } });
  return (
    <section aria-label="Redaction" data-testid="redaction">
      <Switch
        checked={redaction !== null}
        label="A redacted copy, for sharing"
        onChange={() => change({ redaction: redaction === null ? former.current : null })}
        data-testid="redaction-on"
      />
      {redaction === null ? (
        <p className="tc-note">
          The report shows everything that the case holds of what it cites, session tokens too. A redacted copy hides what you choose,
          always with session tokens and secrets, and says so on every page.
        </p>
      ) : (
        <>
          <p className="tc-note">
            Each hidden value has one other name, the same wherever it stands. In place of hashes of the evidence stand commitments: a hash
            of a record that is only lightly redacted could be guessed back. What they stand for can be told with this case alone.
          </p>
          <fieldset className="tc-report-kinds">
            <legend>Hidden</legend>
            <Checkbox checked disabled>
              Session tokens and secrets <span className="tc-dim tc-small">Always.</span>
            </Checkbox>
            {(Object.keys(KIND_WORDS) as Kind[]).map((kind) => (
              <Checkbox
                key={kind}
                checked={redaction[kind]}
                onChange={() => set({ [kind]: !redaction[kind] })}
                data-testid={`redaction-${kind}`}
              >
                {KIND_WORDS[kind][0]} <span className="tc-dim tc-small">{KIND_WORDS[kind][1]}</span>
              </Checkbox>
            ))}
          </fieldset>
          <div role="status">
            {redactionWarnings(redaction).map((words) => (
              <Callout key={words} compact intent="warning" className="tc-block" data-testid="redaction-warning">
                {words}
              </Callout>
            ))}
          </div>
          <Lines name="entities" value={redaction.entities} change={(entities) => set({ entities })} />
          <Lines name="patterns" value={redaction.patterns} change={(patterns) => set({ patterns })} fault={fault} />
          <Lines name="fields" value={redaction.fields} change={(fields) => set({ fields })} />
          <p className="tc-note">Read the preview before you share it: only a person can tell whether a text gives away what is hidden.</p>
        </>
      )}
    </section>
  );
}

interface LinesProps {
  name: keyof typeof LIST_WORDS;
  value: readonly string[];
  change: (lines: string[]) => void;
  fault?: string;
}

function Lines({ name, value, change, fault = '' }: LinesProps) {
  const [title, about, longest, most] = LIST_WORDS[name];
  // A line that is being typed may be empty for a while.
  const [text, setText] = useState<string | null>(null);
  const id = `redaction-${name}`;
  const lines = linesOf(text ?? '');
  const tooMuch = lines.length > most || lines.some((line) => line.length > longest);
  return (
    <div className="tc-block">
      <label className="tc-report-label" htmlFor={id}>
        {title} <span className="tc-dim tc-small">{about}</span>
      </label>
      <textarea
        id={id}
        className="bp6-input tc-note-text tc-mono"
        rows={4}
        aria-describedby={`${id}-faults`}
        aria-invalid={tooMuch || fault !== ''}
        spellCheck={false}
        value={text ?? value.join('\n')}
        onChange={({ target }) => {
          setText(target.value);
          const typed = linesOf(target.value);
          if (typed.length <= most && typed.every((line) => line.length <= longest)) change(typed);
        }}
        onBlur={() => !tooMuch && setText(null)}
        data-testid={id}
      />
      <div id={`${id}-faults`} role="alert">
        {tooMuch && (
          <p className="tc-report-fault" data-testid={`${id}-too-much`}>
            ✖ At most {grouped(most)} lines of {grouped(longest)} characters. Here are {plural(lines.length, 'line')}, the longest of{' '}
            {grouped(Math.max(...lines.map(({ length }) => length)))}: the report hides what stood here before.
          </p>
        )}
        {fault !== '' && (
          <p className="tc-report-fault" data-testid={`${id}-fault`}>
            ✖ {fault}
          </p>
        )}
      </div>
    </div>
  );
}
