// Copying to the clipboard, with a sign that it happened.
import { Button } from '@blueprintjs/core';
import { Duplicate, Tick } from '@blueprintjs/icons';
import { useEffect, useState } from 'react';

/** Copies text. Falls back to the selection command where the permission for the asynchronous clipboard is denied. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'tc-offscreen';
    document.body.append(area);
    const before = document.activeElement;
    area.select();
    document.execCommand('copy');
    area.remove();
    if (before instanceof HTMLElement) before.focus();
  }
}

interface CopyProps {
  /** What to copy; a function where making it costs something. */
  text: string | (() => string);
  /** What is copied, for the tooltip and for screen readers: `SHA-256`. */
  what: string;
  label?: string;
  testid?: string;
}

export function CopyButton({ text, what, label, testid }: CopyProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button
      className="tc-copy"
      variant="minimal"
      size="small"
      icon={copied ? <Tick size={12} /> : <Duplicate size={12} />}
      text={label ? (copied ? 'Copied' : label) : undefined}
      title={copied ? 'Copied' : `Copy ${what}`}
      aria-label={label ? undefined : `Copy ${what}`}
      data-testid={testid}
      onClick={(event) => {
        event.stopPropagation();
        void copyText(typeof text === 'string' ? text : text()).then(() => setCopied(true));
      }}
    />
  );
}
