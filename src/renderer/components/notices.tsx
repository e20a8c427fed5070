// Short messages at the edge of the window: what failed, or what was done. They wait until read.
import { Button, Callout, Intent } from '@blueprintjs/core';
import { Cross } from '@blueprintjs/icons';
import { useSyncExternalStore } from 'react';
import { errorOf } from '../data/bridge.ts';
import { visibleText } from './visible-text.ts';

interface Notice {
  id: number;
  tone: 'error' | 'done';
  text: string;
  code?: string;
  advice?: string;
  action?: NoticeAction;
}

/** What a message offers, e.g. to take back what it tells of. */
interface NoticeAction {
  text: string;
  act(): void;
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

/** How long a message stays, ms; longer where it offers something. */
const STAYS = 4000;
const STAYS_WITH_ACTION = 10_000;

/** Tells what was done; goes away by itself. @returns closes it before its time */
export function noticeDone(text: string, action?: NoticeAction): () => void {
  const id = ++last;
  set([...notices.slice(-3), { id, tone: 'done', text, ...(action && { action }) }]);
  setTimeout(() => close(id), action ? STAYS_WITH_ACTION : STAYS);
  return () => close(id);
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
          role={n.tone === 'error' ? 'alert' : undefined}
          data-testid={`notice-${n.tone}`}
        >
          <div>
            {visibleText(n.text)} {n.code && <code className="tc-code">{n.code}</code>}
            {n.advice && <div className="tc-dim">{visibleText(n.advice)}</div>}
          </div>
          {n.action && (
            <Button
              size="small"
              text={n.action.text}
              data-testid="notice-action"
              onClick={() => {
                close(n.id);
                n.action?.act();
              }}
            />
          )}
          <Button variant="minimal" size="small" icon={<Cross size={14} />} aria-label="Close this message" onClick={() => close(n.id)} />
        </Callout>
      ))}
    </div>
  );
}
