// What the examiner writes for reports: marks of the cover, the summary, and the parts of a statement. Each is saved as a version when one leaves it.
import { Button, Callout } from '@blueprintjs/core';
import { useId } from 'react';
import type { ReportSettings } from '../../../shared/report.ts';
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
  const props = ({ field, title, section }: Words) => ({
    value: drafts[field] ?? settings[field],
    onChange: (text: string) => write((now) => ({ ...now, [field]: text })),
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
        const { value, onChange, onFocus, onLeave } = props(words);
        return (
          <div key={words.field} className="tc-block">
            <label className="tc-report-label" htmlFor={`${id}-${words.field}`}>
              {words.title} <span className="tc-dim tc-small">{words.about}</span>
            </label>
            <input
              id={`${id}-${words.field}`}
              className="bp6-input tc-report-line"
              value={value}
              maxLength={500}
              placeholder={words.placeholder}
              onChange={({ target }) => onChange(target.value)}
              onFocus={onFocus}
              onBlur={onLeave}
              data-testid={`text-${words.field}`}
            />
          </div>
        );
      })}
      {TEXTS.map((words) => {
        const { value, onChange, onFocus, onLeave } = props(words);
        return (
          <div key={words.field} className="tc-block">
            <p className="tc-report-label">
              {words.title} <span className="tc-dim tc-small">{words.about}</span>
              {words.field === 'executiveSummary' && value.trim() === '' && <DraftButton />}
            </p>
            <ReferenceArea
              value={value}
              onChange={onChange}
              onEnter={onFocus}
              onLeave={onLeave}
              label={words.title}
              rows={3}
              placeholder="Markdown. [[ refers to an event, actor, key, address, view or finding."
              testid={`text-${words.field}`}
            />
          </div>
        );
      })}
    </section>
  );
}

/** Begins the summary with what the findings say. */
function DraftButton() {
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
      onClick={() => attempt(saveSetting('executiveSummary', draft, 'Executive summary'))}
      data-testid="summary-draft"
    />
  );
}
