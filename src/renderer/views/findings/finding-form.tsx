// A finding while it is written. Each change is kept at once as a draft; saving adds a version.
import { Button, Callout, HTMLSelect } from '@blueprintjs/core';
import { useState } from 'react';
import type { z } from 'zod';
import {
  type FindingBody as Body,
  CONFIDENCES,
  FINDING_STATES,
  FindingBody,
  FRAME,
  FRAME_WORDS,
  type FrameQuestion,
  isHypothesis,
  SEVERITIES,
  STATE_WORDS,
} from '../../../shared/findings.ts';
import { faultOf } from '../../../shared/given.ts';
import { useKeys } from '../../components/keys.ts';
import { noticeError } from '../../components/notices.tsx';
import { ErrorCallout } from '../../components/states.tsx';
import { CallError, call } from '../../data/bridge.ts';
import type { FindingDraft } from '../../state/finding-drafts.ts';
import { CitedFields } from './cited-fields.tsx';
import { filledIn } from './draft-merge.ts';
import { EntityFields } from './entity-fields.tsx';
import { ReferenceArea } from './reference-area.tsx';
import { TechniqueChooser } from './technique-chooser.tsx';

const HINTS: Record<FrameQuestion, string> = {
  who: 'Which credentials; the logs do not say who held them',
  what: 'What was done',
  when: 'From when to when',
  where: 'From which addresses and programs',
  how: 'On what this rests',
};

interface FormProps {
  draft: FindingDraft;
  write: (draft: FindingDraft) => void;
  /** The draft as it is by now: an answer may come after more was typed. */
  newest: () => FindingDraft | null;
  /** @param seen null: over whatever was saved meanwhile */
  save: (body: Body, seen: number | null) => Promise<void>;
  cancel: () => void;
}

export function FindingForm({ draft, write, newest, save, cancel }: FormProps) {
  const { body } = draft;
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const change = (patch: Partial<Body>) => write({ ...draft, body: { ...body, ...patch } });
  const read = FindingBody.safeParse(body);
  const wasChanged = error instanceof CallError && error.value.code === 'FINDING_CHANGED';
  const submit = (seen: number | null) => {
    if (!read.success || busy) return;
    setBusy(true);
    setError(null);
    save(read.data, seen)
      .catch(setError)
      .finally(() => setBusy(false));
  };
  useKeys(
    { 'Ctrl+Enter': () => submit(draft.seen) },
    // What is written beside it, as a note on an event, is saved by the same keys.
    { inFields: true, first: true, isActive: ({ target }) => target instanceof Element && target.closest('.tc-finding-form') !== null },
  );
  const suggest = () => {
    call('findings.suggest', { ids: body.supporting.map(({ id }) => id) }).then(({ questions }) => {
      const now = newest();
      if (now) write(filledIn(now, questions));
    }, noticeError);
  };
  const ids = [...body.supporting, ...body.contradicting].map(({ id }) => id);
  return (
    <form
      className="tc-finding-form"
      aria-label="Finding"
      data-testid="finding-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit(draft.seen);
      }}
    >
      <input
        className="bp6-input bp6-large tc-finding-title"
        value={body.title}
        maxLength={200}
        placeholder="What is claimed, in a sentence"
        aria-label="Title"
        data-testid="finding-title"
        onChange={({ target }) => change({ title: target.value })}
      />
      <div className="tc-finding-choices">
        <Choice
          name="state"
          label="Status"
          value={body.state}
          values={FINDING_STATES}
          words={(value) => STATE_WORDS[value]}
          choose={(state) => change({ state })}
        />
        <Choice name="severity" label="Severity" value={body.severity} values={SEVERITIES} choose={(severity) => change({ severity })} />
        <Choice
          name="confidence"
          label="Confidence"
          value={body.confidence}
          values={CONFIDENCES}
          choose={(confidence) => change({ confidence })}
        />
      </div>
      {isHypothesis(body.state) && body.state !== 'open' && (
        <textarea
          className="bp6-input tc-note-text"
          rows={2}
          value={body.reason}
          placeholder={body.state === 'rejected' ? 'Why it was rejected (needed)' : 'Why it was kept'}
          aria-label="Reason"
          data-testid="finding-reason-text"
          onChange={({ target }) => change({ reason: target.value })}
        />
      )}
      <h3>Narrative</h3>
      <ReferenceArea
        value={body.narrative}
        onChange={(narrative) => change({ narrative })}
        label="Narrative"
        rows={8}
        ids={ids}
        placeholder="Markdown. [[ refers to an event, actor, key, address, view or finding; events can be dropped here."
        testid="finding-narrative"
      />
      <header className="tc-block-head">
        <h3>Five questions</h3>
        <Button
          size="small"
          variant="minimal"
          text="Fill in from the supporting events"
          disabled={body.supporting.length === 0}
          title="Facts with counts, where nothing is written yet; credentials, never a person"
          onClick={suggest}
          data-testid="frame-suggest"
        />
      </header>
      <div className="tc-frame-fields">
        {FRAME.map((question) => (
          <div key={question}>
            <span className="tc-frame-word">{FRAME_WORDS[question]}</span>
            <ReferenceArea
              value={body.questions[question]}
              onChange={(text) => change({ questions: { ...body.questions, [question]: text } })}
              label={FRAME_WORDS[question]}
              rows={2}
              ids={ids}
              placeholder={HINTS[question]}
              testid={`frame-${question}`}
            />
          </div>
        ))}
      </div>
      <CitedFields body={body} onChange={change} />
      <h3>MITRE ATT&amp;CK</h3>
      <TechniqueChooser chosen={body.techniques} onChange={(techniques) => change({ techniques })} />
      <EntityFields body={body} onChange={change} />
      {!read.success && <p className="tc-verdict-missing">∅ {problemOf(body, read.error)}</p>}
      {error !== null && <ErrorCallout error={error} title="The finding was not saved" />}
      {wasChanged && (
        <Callout>
          Both are kept either way: the other version stays in the history.{' '}
          <Button size="small" text="Save mine as the newest" onClick={() => submit(null)} data-testid="finding-save-over" />
        </Callout>
      )}
      <div className="tc-finding-foot">
        <Button
          type="submit"
          intent="primary"
          text="Save (Ctrl-Enter)"
          disabled={!read.success}
          loading={busy}
          data-testid="finding-save"
        />
        <Button text="Throw the draft away" onClick={cancel} data-testid="finding-cancel" />
        <span className="tc-dim tc-small">What you write is kept on this computer until it is saved.</span>
      </div>
    </form>
  );
}

interface ChoiceProps<T extends string> {
  name: string;
  label: string;
  value: T;
  values: readonly T[];
  words?: (value: T) => string;
  choose: (value: T) => void;
}

function Choice<T extends string>({ name, label, value, values, words = (one) => one, choose }: ChoiceProps<T>) {
  const id = `finding-${name}`;
  return (
    <label htmlFor={id}>
      {label}{' '}
      <HTMLSelect
        id={id}
        value={value}
        options={values.map((one) => ({ value: one, label: words(one) }))}
        onChange={({ currentTarget }) => choose(currentTarget.value as T)}
        data-testid={id}
      />
    </label>
  );
}

function problemOf(body: Body, error: z.ZodError): string {
  if (body.title.trim() === '') return 'It needs a title.';
  if (body.state === 'rejected' && body.reason.trim() === '') return 'A rejected hypothesis needs its reason.';
  return `${faultOf(error, body, 'finding')}.`;
}
