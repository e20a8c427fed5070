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

type Question = (typeof QUESTIONS)[number];

export function Focus({ question: { id, focus } }: { question: Question }) {
  const { state, go } = useView();
  const asked: QuestionFocus = state.question?.id === id ? state.question.focus : {};
  const [drafts, setDrafts] = useState(asked);
  const [shown, setShown] = useState(asked);
  // Another answer, by Back or by the other box: both boxes say what it is about. What was typed and not asked goes.
  if (!sameFocus(shown, asked)) {
    setShown(asked);
    setDrafts(asked);
  }
  const ask = (name: keyof QuestionFocus, value: string) => go({ question: { id, focus: value === '' ? {} : { [name]: value } } });
  if (focus.length === 0) return null;
  return (
    <div className="tc-question-focus">
      {focus.map((name) => {
        const { label, placeholder } = WORDS[name];
        const draft = drafts[name] ?? '';
        const now = asked[name] ?? '';
        return (
          <form
            key={name}
            onSubmit={(event) => {
              event.preventDefault();
              ask(name, draft.trim());
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
                onChange={(event) => setDrafts({ ...drafts, [name]: event.target.value })}
              />
            </label>
            <Button type="submit" size="small" text="Ask" disabled={draft.trim() === now} />
            {now !== '' && <Button size="small" variant="minimal" text="All" onClick={() => ask(name, '')} />}
          </form>
        );
      })}
    </div>
  );
}

function sameFocus(a: QuestionFocus, b: QuestionFocus): boolean {
  return a.key === b.key && a.bucket === b.bucket && a.event === b.event;
}
