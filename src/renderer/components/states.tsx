// What stands where data is not (yet): structure while loading, an error with its next step, an empty answer.
import { Button, Callout, Intent } from '@blueprintjs/core';
import { Refresh } from '@blueprintjs/icons';
import type { ReactNode } from 'react';
import { errorOf } from '../data/bridge.ts';
import { visibleText } from './visible-text.ts';

interface ErrorProps {
  error: unknown;
  retry?: () => void;
  /** What could not be done. */
  title?: string | undefined;
  testid?: string;
}

/** Code, cause, next step and a way to try again. */
export function ErrorCallout({ error, retry, title = 'This did not work', testid = 'error' }: ErrorProps) {
  const { code, message, advice } = errorOf(error);
  return (
    <Callout intent={Intent.DANGER} title={title} className="tc-error" role="alert" data-testid={testid}>
      <p>
        {visibleText(message)} <code className="tc-code">{code}</code>
      </p>
      {advice !== '' && <p>{visibleText(advice)}</p>}
      {retry && <Button size="small" icon={<Refresh size={14} />} text="Try again" onClick={retry} />}
    </Callout>
  );
}

/** Grey lines of the size of what is coming. */
export function Skeleton({ rows = 4, height = 14 }: { rows?: number; height?: number }) {
  return (
    <div className="tc-skeleton" role="status" aria-busy="true" aria-label="Loading">
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have nothing else to tell them apart
        <div key={i} className="tc-skeleton-line" style={{ height, width: `${92 - ((i * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

/** An empty answer: what was looked at, and what could be done. */
export function Empty({ title, children, action, testid }: { title: string; children?: ReactNode; action?: ReactNode; testid?: string }) {
  return (
    <div className="tc-empty" data-testid={testid}>
      <h2>{title}</h2>
      {children && <div className="tc-empty-text">{children}</div>}
      {action}
    </div>
  );
}

interface Asked<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

interface AnsweredProps<T> {
  asked: Asked<T>;
  /** Of the size of what is coming. */
  skeleton?: ReactNode;
  /** What could not be done, where it fails. */
  title?: string;
  children: (value: T) => ReactNode;
}

/** One of the three states of an asked question, or the answer. */
export function Answered<T>({ asked, skeleton, title, children }: AnsweredProps<T>) {
  if (asked.data !== undefined) return children(asked.data);
  if (asked.error) return <ErrorCallout error={asked.error} retry={() => void asked.refetch()} title={title} />;
  return skeleton ?? <Skeleton />;
}
