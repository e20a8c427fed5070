// How one got here: the last steps, each a way back, and those that lie ahead after going back.
import { MenuItem } from '@blueprintjs/core';
import type { MouseEvent } from 'react';
import { useMenu } from '../components/menu.tsx';
import { oneLine } from '../components/visible-text.ts';
import { stepWords } from '../state/steps.ts';
import { useView } from '../state/view-context.tsx';
import { viewOf } from '../views/registry.tsx';

/** Steps shown before the current one, and after it. */
const BEFORE = 5;
const AFTER = 2;
/** Earlier steps that the menu lists. */
const LISTED = 20;

interface Step {
  at: number;
  words: string;
}

export function Breadcrumb() {
  const { history, goTo } = useView();
  const openMenu = useMenu();
  const { entries, at } = history;
  const words = (i: number): string => {
    const step = entries[i];
    return step ? oneLine(stepWords(entries[i - 1] ?? null, step, (view) => viewOf(view).label)) : '';
  };
  const first = Math.max(0, at - BEFORE);
  const shown: Step[] = entries.slice(first, at + AFTER + 1).map((_, i) => ({ at: first + i, words: words(first + i) }));
  const openEarlier = (event: MouseEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    const earlier = Array.from({ length: Math.min(first, LISTED) }, (_, i) => first - 1 - i);
    openMenu(
      box.left,
      box.bottom,
      earlier.map((i) => <MenuItem key={i} text={words(i)} className="tc-step-item" onClick={() => goTo(i)} />),
    );
  };
  return (
    <nav className="tc-steps" aria-label="How you got here" data-testid="steps">
      <ol>
        {first > 0 && (
          <li>
            <button type="button" className="tc-step" aria-label={`${first} earlier steps`} title="Earlier steps" onClick={openEarlier}>
              …
            </button>
          </li>
        )}
        {shown.map((step) => (
          <li key={step.at}>
            <button
              type="button"
              className={`tc-step${step.at > at ? ' tc-step-ahead' : ''}`}
              aria-current={step.at === at ? 'step' : undefined}
              title={step.words}
              data-testid="step"
              onClick={() => goTo(step.at)}
            >
              {step.words}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
