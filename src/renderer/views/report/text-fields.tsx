// What the examiner writes for reports: marks of the cover, the summary, and the parts of a statement. Each is saved as a version when one leaves it.
import { Button, Callout } from '@blueprintjs/core';
import { useId, useState } from 'react';
import { LONGEST_LINE, LONGEST_TEXT, type ReportSettings } from '../../../shared/report.ts';
import { grouped } from '../../../shared/text.ts';
import { attempt, noticeError } from '../../components/notices.tsx';
import { useCall, useCase, useZone } from '../../data/queries.ts';
import { ReferenceArea } from '../findings/reference-area.tsx';
import { useDraftSaving } from './draft-saving.ts';
import { LogoField } from './logo-field.tsx';
import { saveSetting } from './save-settings.ts';
import { summaryDraft } from './summary-draft.ts';
import { type TextField, useTextDrafts } from './use-report.ts';

interface Words {
  field: TextField;
  title: string;
  about: string;
  /** Anchor of the section that it stands in. */
  section: string;
}

const LINES: readonly (Words & { placeholder: string })[] = [
  {
    field: 'classification',
    title: 'Classification',
    about: 'On the cover and on every page.',
    section: 'case',
    placeholder: 'Confidential',
  },
  {
    field: 'privilege',
    title: 'Privilege',
    about: 'Counsel says whether it is claimed, and how.',
    section: 'case',
    placeholder: 'Privileged and confidential: prepared at the request of counsel',
  },
];

const TEXTS: readonly Words[] = [
  {
    field: 'executiveSummary',
    title: 'Executive summary',
    about: 'One page for a board. While it is empty, a draft from the findings stands in its place, marked as one.',
    section: 'executive',
  },
  {
    field: 'opinion',
    title: 'Opinion',
    about: 'What you conclude from the facts, and how sure you are.',
    section: 'opinion',
  },
  {
    field: 'alternatives',
    title: 'Alternatives considered',
    about: 'Other explanations, and why you gave them up.',
    section: 'opinion',
  },
  { field: 'assumptions', title: 'Assumptions', about: 'Beside those that every report states.', section: 'limits' },
  { field: 'authority', title: 'Authority', about: 'By whose order or consent the examination was made.', section: 'authority' },
  { field: 'instructions', title: 'Instructions', about: 'What you were asked, by whom, and what you were given.', section: 'authority' },
  {
    field: 'qualifications',
    title: 'Qualifications',
    about: 'Training and experience that the opinion rests on.',
    section: 'qualifications',
  },
];

interface FieldsProps {
  settings: ReportSettings;
  /** Of which entry the report tells; null: the newest. */
  asOf: number | null;
  show: (section: string) => void;
}

export function TextFields({ settings, asOf, show }: FieldsProps) {
  const info = useCase();
  const [drafts, write] = useTextDrafts();
  const { saveOne } = useDraftSaving();
  const id = useId();
  /** Characters of what was not taken, by field: the field stays as it was. */
  const [refused, setRefused] = useState<Partial<Record<TextField, number>>>({});
  const props = ({ field, title, section }: Words, most: number) => ({
    value: drafts[field] ?? settings[field],
    onChange: (text: string) => {
      // What is too long already may only grow shorter.
      const isTaken = text.length <= most || text.length < (drafts[field] ?? settings[field]).length;
      setRefused(({ [field]: _, ...others }) => (isTaken ? others : { ...others, [field]: text.length }));
      if (isTaken) write((now) => ({ ...now, [field]: text }));
    },
    onFocus: () => show(section),
    onLeave: () => {
      const text = drafts[field];
      if (text === undefined) return;
      saveOne(field, text, title).catch(noticeError);
    },
  });
  return (
    <section aria-label="Texts" data-testid="report-texts">
      <p className="tc-note">
        Yours alone: the software claims none of it. Saved as a version when you leave a field; until then it is kept on this computer.
      </p>
      {asOf !== null && (
        <Callout compact intent="warning" className="tc-block">
          The report tells the case as of entry {grouped(asOf)}, with the texts of then. What you write here is for reports of the newest
          state.
        </Callout>
      )}
      <LogoField sha256={settings.logo} organisation={info.case.organisation} />
      {LINES.map((words) => {
        const { value, onChange, onFocus, onLeave } = props(words, LONGEST_LINE);
        return (
          <div key={words.field} className="tc-block">
            <label className="tc-report-label" htmlFor={`${id}-${words.field}`}>
              {words.title} <span className="tc-dim tc-small">{words.about}</span>
            </label>
            <Length
              id={`${id}-${words.field}-length`}
              field={words.field}
              length={value.length}
              most={LONGEST_LINE}
              refused={refused[words.field]}
            />
            <input
              id={`${id}-${words.field}`}
              className="bp6-input tc-report-line"
              value={value}
              placeholder={words.placeholder}
              onChange={({ target }) => onChange(target.value)}
              onFocus={onFocus}
              onBlur={onLeave}
              aria-describedby={`${id}-${words.field}-length`}
              data-testid={`text-${words.field}`}
            />
          </div>
        );
      })}
      {TEXTS.map((words) => {
        const { value, onChange, onFocus, onLeave } = props(words, LONGEST_TEXT);
        return (
          <div key={words.field} className="tc-block">
            <p className="tc-report-label">
              {words.title} <span className="tc-dim tc-small">{words.about}</span>
              {words.field === 'executiveSummary' && value.trim() === '' && <DraftButton />}
            </p>
            <Length
              id={`${id}-${words.field}-length`}
              field={words.field}
              length={value.length}
              most={LONGEST_TEXT}
              refused={refused[words.field]}
            />
            <ReferenceArea
              value={value}
              onChange={onChange}
              onEnter={onFocus}
              onLeave={onLeave}
              label={words.title}
              rows={words.field === 'executiveSummary' ? 8 : 5}
              placeholder="Markdown. [[ refers to an event, actor, key, address, view or finding."
              testid={`text-${words.field}`}
            />
          </div>
        );
      })}
    </section>
  );
}

interface LengthProps {
  id: string;
  field: TextField;
  /** Characters that it has. */
  length: number;
  most: number;
  /** Characters that it would have had. */
  refused: number | undefined;
}

/** How much more there is room for, where that is little; and what was not taken. */
function Length({ id, field, length, most, refused }: LengthProps) {
  return (
    <p id={id} className="tc-report-length" role="status" data-testid={`length-${field}`}>
      {refused !== undefined ? (
        <span className="tc-report-fault">
          ✖ That would be {grouped(refused)} characters; {grouped(most)} are the most. The text was left as it was.
        </span>
      ) : (
        length > most * 0.9 && (
          <span className="tc-dim tc-small">
            {grouped(length)} of {grouped(most)} characters
          </span>
        )
      )}
    </p>
  );
}

/** Begins the summary with what the findings say. */
function DraftButton() {
  const { caseId } = useCase().case;
  const asked = useCall('findings.list', {});
  const zone = useZone();
  const draft = summaryDraft(asked.data?.findings ?? [], zone);
  return (
    <Button
      size="small"
      variant="minimal"
      text="Begin with the findings"
      title="Names them in the order of their severity; what they mean is yours to write"
      disabled={draft === ''}
      onClick={() => attempt(saveSetting(caseId, 'executiveSummary', draft, 'Executive summary'))}
      data-testid="summary-draft"
    />
  );
}
