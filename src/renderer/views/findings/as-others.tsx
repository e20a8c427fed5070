// A finding as other examiners have it, beside one's own: what differs, and a button that adopts theirs as a new version.
import { Button } from '@blueprintjs/core';
import type { FindingEntry } from '../../../shared/findings.ts';
import { Time } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { Differences } from './finding-history.tsx';
import { FindingFacts, takenOver } from './finding-text.tsx';
import { LiveText } from './references.tsx';

export function AsOthers({ entry, adopt }: { entry: FindingEntry; adopt: (body: FindingEntry['current']['body']) => void }) {
  if (entry.others.length === 0) return null;
  const own = entry.current;
  return (
    <section className="tc-block tc-as-others" aria-label="As others have it" data-testid="as-others">
      {entry.others.map((other) => (
        <div key={other.origin}>
          <header className="tc-block-head">
            <h3>As {oneLine(other.author || other.origin) || 'another examiner'} has it</h3>
            <span className="tc-dim">
              <Time ms={other.at} />
              {takenOver(other)}
            </span>
            {!other.removed && (
              <Button size="small" text="Adopt as a new version of mine" onClick={() => adopt(other.body)} data-testid="adopt" />
            )}
          </header>
          {other.removed ? (
            <p>✖ They took it away.</p>
          ) : (
            <div className="tc-side-by-side">
              <div>
                <h4>{own.origin === '' ? 'Here' : `As ${oneLine(own.author)} has it`}</h4>
                <strong>{oneLine(own.body.title)}</strong>
                <FindingFacts entry={entry} />
                <LiveText text={own.body.narrative} />
              </div>
              <div>
                <h4>Theirs</h4>
                <strong>{oneLine(other.body.title)}</strong>
                <FindingFacts entry={{ ...entry, current: other, span: null }} />
                <LiveText text={other.body.narrative} />
              </div>
            </div>
          )}
          <Differences before={own.body} after={other.body} label="What differs: + theirs, − here" />
        </div>
      ))}
    </section>
  );
}
