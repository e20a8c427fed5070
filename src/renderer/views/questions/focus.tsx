// Narrows a question to a key, a bucket or an event that the person names.
import { Button } from '@blueprintjs/core';
import { useState } from 'react';
import type { QUESTIONS, QuestionFocus } from '../../../shared/questions.ts';
import { useView } from '../../state/view-context.tsx';

const WORDS: Record<keyof QuestionFocus, { label: string; placeholder: string }> = {
  key: { label: 'Access key', placeholder: 'AKIA… or ASIA…' },
  bucket: { label: 'Bucket', placeholder: 'name of a bucket' },
  event: { label: 'Event', placeholder: 'eventID' },
};

export function Focus({ question }: { question: (typeof QUESTIONS)[number] }) {
  if (question.focus.length === 0) return null;
  return (
    <div className="tc-question-focus">
      {question.focus.map((name) => (
        <One key={name} question={question} name={name} />
      ))}
    </div>
  );
}

function One({ question, name }: { question: (typeof QUESTIONS)[number]; name: keyof QuestionFocus }) {
  const { state, go } = useView();
  const now = state.question?.id === question.id ? (state.question.focus[name] ?? '') : '';
  const [draft, setDraft] = useState(now);
  const { label, placeholder } = WORDS[name];
  const ask = (value: string) => go({ question: { id: question.id, focus: value === '' ? {} : { [name]: value } } });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        ask(draft.trim());
      }}
    >
      <label>
        <span className="tc-dim">{label}</span>
        <input
          className="tc-compare-input"
          value={draft}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          maxLength={2000}
          data-testid={`question-focus-${name}`}
          onChange={(event) => setDraft(event.target.value)}
        />
      </label>
      <Button type="submit" size="small" text="Ask" disabled={draft.trim() === now} />
      {now !== '' && (
        <Button
          size="small"
          variant="minimal"
          text="All"
          onClick={() => {
            setDraft('');
            ask('');
          }}
        />
      )}
    </form>
  );
}
