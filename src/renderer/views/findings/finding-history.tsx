// Every version of a finding with its differences from the one before it, or from another examiner's; each can be restored as a new version.
import { Button } from '@blueprintjs/core';
import { useMemo, useState } from 'react';
import type { FindingBody, FindingVersion } from '../../../shared/findings.ts';
import { Time } from '../../components/texts.tsx';
import { oneLine, visibleText } from '../../components/visible-text.ts';
import { bodyText } from './body-text.ts';
import { takenOver } from './finding-text.tsx';
import { diffLines } from './line-diff.ts';

export function Differences({ before, after, label }: { before: FindingBody | null; after: FindingBody; label: string }) {
  return <TextDifferences before={before ? bodyText(before) : ''} after={bodyText(after)} label={label} />;
}

export function TextDifferences({ before, after, label }: { before: string; after: string; label: string }) {
  const lines = useMemo(() => diffLines(before, after), [before, after]);
  const changed = lines.filter(({ sign }) => sign !== ' ').length;
  if (changed === 0) return <p className="tc-dim tc-small">Nothing differs.</p>;
  return (
    <section aria-label={label} data-testid="differences">
      <pre className="tc-diff">
        {lines.map(({ sign, text }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines repeat, and change all at once
          <span key={i} className={sign === '+' ? 'tc-diff-added' : sign === '-' ? 'tc-diff-gone' : undefined}>
            {sign} {visibleText(text)}
            {'\n'}
          </span>
        ))}
      </pre>
    </section>
  );
}

/** The one before it in its line: another examiner's versions may have come here in any order. */
function versionBefore(history: readonly FindingVersion[], { version, at, origin }: FindingVersion): FindingVersion | null {
  const earlier = history.filter((one) => one.origin === origin && (origin === '' || one.at === at ? one.version < version : one.at < at));
  const isLater = (one: FindingVersion, than: FindingVersion) =>
    origin === '' || one.at === than.at ? one.version > than.version : one.at > than.at;
  return earlier.reduce<FindingVersion | null>((latest, one) => (latest === null || isLater(one, latest) ? one : latest), null);
}

export function FindingHistory({ history, restore }: { history: readonly FindingVersion[]; restore: (version: FindingVersion) => void }) {
  const [open, setOpen] = useState<number | null>(null);
  return (
    <section className="tc-block" aria-label="History" data-testid="finding-history">
      <h3>History</h3>
      <ol className="tc-list">
        {history.map((version, i) => {
          const before = versionBefore(history, version);
          const isOpen = open === version.version;
          return (
            <li key={version.version}>
              <span>
                {oneLine(version.author) || 'unnamed'} · <Time ms={version.at} />
                <span className="tc-dim">{takenOver(version)}</span>
                {version.removed && ' · ✖ taken away'}
              </span>{' '}
              <Button
                size="small"
                variant="minimal"
                text={before ? 'What changed' : 'What it said'}
                aria-expanded={isOpen}
                onClick={() => setOpen(isOpen ? null : version.version)}
              />
              {i > 0 && <Button size="small" variant="minimal" text="Restore" onClick={() => restore(version)} />}
              {isOpen && <Differences before={before?.body ?? null} after={version.body} label="What this version changed" />}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
