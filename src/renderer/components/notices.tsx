// Short messages at the edge of the window: what failed, or what was done. They wait until read.
import { Button, Callout, Intent } from '@blueprintjs/core';
import { Cross } from '@blueprintjs/icons';
import { useSyncExternalStore } from 'react';
import { errorOf } from '../data/bridge.ts';

interface Notice {
  id: number;
  tone: 'error' | 'done';
  text: string;
  code?: string;
  advice?: string;
}

let notices: readonly Notice[] = [];
let last = 0;
const listeners = new Set<() => void>();

function set(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}

function close(id: number): void {
  set(notices.filter((n) => n.id !== id));
}

/** Tells what failed, with code and next step. */
export function noticeError(thrown: unknown): void {
  const { code, message, advice } = errorOf(thrown);
  set([...notices.slice(-3), { id: ++last, tone: 'error', text: message, code, advice }]);
}

/** Tells what was done; goes away by itself. */
export function noticeDone(text: string): void {
  const id = ++last;
  set([...notices.slice(-3), { id, tone: 'done', text }]);
  setTimeout(() => close(id), 4000);
}

/** Runs something that may fail and says so if it does. */
export function attempt(work: Promise<unknown>): void {
  work.catch(noticeError);
}

export function Notices() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => notices,
  );
  return (
    <div className="tc-notices" role="status">
      {shown.map((n) => (
        <Callout
          key={n.id}
          intent={n.tone === 'error' ? Intent.DANGER : Intent.SUCCESS}
          className="tc-notice"
          data-testid={`notice-${n.tone}`}
        >
          <div>
            {n.text} {n.code && <code className="tc-code">{n.code}</code>}
            {n.advice && <div className="tc-dim">{n.advice}</div>}
          </div>
          <Button variant="minimal" size="small" icon={<Cross size={14} />} aria-label="Close this message" onClick={() => close(n.id)} />
        </Callout>
      ))}
    </div>
  );
}
