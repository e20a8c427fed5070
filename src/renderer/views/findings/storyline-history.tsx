// Every version of the storyline with its differences from the one before it; each can be restored as a new version.
import { Button } from '@blueprintjs/core';
import { useState } from 'react';
import type { FindingEntry, StorylineVersion } from '../../../shared/findings.ts';
import { Time } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { TextDifferences } from './finding-history.tsx';

interface HistoryProps {
  /** The case's own, newest first. */
  history: readonly StorylineVersion[];
  findings: readonly FindingEntry[];
  restore: (version: StorylineVersion) => void;
}

export function StorylineHistory({ history, findings, restore }: HistoryProps) {
  const [open, setOpen] = useState<number | null>(null);
  const textOf = (version: StorylineVersion | undefined): string =>
    (version?.body.parts ?? [])
      .map((part) => {
        if (part.kind === 'heading') return `# ${part.text}`;
        if (part.kind === 'text') return part.text;
        return `Finding: ${findings.find(({ id }) => id === part.id)?.current.body.title ?? part.id} (${part.id})`;
      })
      .join('\n');
  return (
    <section className="tc-block" aria-label="History of the storyline" data-testid="storyline-history">
      <h3>History</h3>
      <ol className="tc-list">
        {history.map((version, i) => (
          <li key={version.version}>
            {oneLine(version.author) || 'unnamed'} · <Time ms={version.at} />{' '}
            <Button
              size="small"
              variant="minimal"
              text="What changed"
              aria-expanded={open === version.version}
              onClick={() => setOpen(open === version.version ? null : version.version)}
            />
            {i > 0 && <Button size="small" variant="minimal" text="Restore" onClick={() => restore(version)} />}
            {open === version.version && (
              <TextDifferences before={textOf(history[i + 1])} after={textOf(version)} label="What this version changed" />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
