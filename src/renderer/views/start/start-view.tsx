// The start screen: a new case, an existing one, a recent one, or anything dropped on the window.
import { Button } from '@blueprintjs/core';
import { CloudDownload, FolderOpen, Plus } from '@blueprintjs/icons';
import { useState } from 'react';
import { formatTime } from '../../../shared/time.ts';
import { ThemeToggle } from '../../app/top-bar.tsx';
import { useKeys } from '../../components/keys.ts';
import { attempt } from '../../components/notices.tsx';
import { FilePath } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { call } from '../../data/bridge.ts';
import { withMore } from '../../state/case-screen.ts';
import { useSession } from '../../state/session.tsx';
import type { useTheme } from '../../state/theme.ts';
import { DropZone } from '../import/drop-zone.tsx';
import { LostCase } from './lost-case.tsx';
import { NewCaseDialog } from './new-case-dialog.tsx';

export function StartView({ theme }: { theme: ReturnType<typeof useTheme> }) {
  /** `chosen`: imported once the new case exists. */
  const { app, open, chosen, choose, lost } = useSession();
  const [fromAws, setFromAws] = useState(false);
  const make = (paths: readonly string[], acquire = false) => {
    setFromAws(acquire);
    choose(withMore(chosen, paths));
  };
  const close = () => {
    setFromAws(false);
    choose(null);
  };
  const pick = async () => {
    const { paths } = await call('app.pickCase', {});
    if (paths[0] !== undefined) await open(paths[0]);
  };
  useKeys({ n: () => make([]), o: () => attempt(pick()) });
  const recent = app?.recent ?? [];
  const isNew = app !== null && recent.length === 0 && !lost;
  const zone = app?.timezone ?? 'UTC';
  return (
    <main className="tc-app tc-start" data-testid="start">
      <div className="tc-start-corner">
        <ThemeToggle theme={theme} />
      </div>
      <div className="tc-start-box">
        <h1>Trailcase</h1>
        <p className="tc-start-lead">
          Turns CloudTrail archives into a case file: every event, where it stands in the evidence, and the hashes that prove it. Offline;
          the evidence is never changed.
        </p>
        {lost && <LostCase lost={lost} find={pick} />}
        <div className="tc-start-buttons">
          <Button
            size="large"
            intent="primary"
            icon={<Plus />}
            text="New case"
            onClick={() => make([])}
            data-testid="start-new"
            title="n"
          />
          <Button
            size="large"
            icon={<FolderOpen />}
            text="Open a case"
            onClick={() => attempt(pick())}
            data-testid="start-open"
            title="o"
          />
          <Button
            size="large"
            icon={<CloudDownload />}
            text="New case from S3"
            onClick={() => make([], true)}
            data-testid="start-s3"
            title="Where the logs are still in their bucket"
          />
        </div>
        <section aria-label={isNew ? 'How to begin' : 'Recent cases'}>
          {isNew && <FirstSteps />}
          {recent.length > 0 && <h2>Recent</h2>}
          <ul className="tc-recent">
            {recent.map((one) => (
              <li key={one.path}>
                <button type="button" onClick={() => attempt(open(one.path))} data-testid="start-recent" title={one.path}>
                  <span className="tc-recent-title">{oneLine(one.title || one.path)}</span>
                  <span className="tc-recent-path">
                    <FilePath path={one.path} />
                  </span>
                  <time className="tc-time tc-dim">{formatTime(one.at, zone).slice(0, 16)}</time>
                </button>
              </li>
            ))}
          </ul>
        </section>
        <p className="tc-start-drop">Or drop here: a case file to open it; log files or folders to make a case of them.</p>
        <p className="tc-dim tc-start-version">
          {app && `Version ${app.version}`} · Logs identify credentials, never the person who held them.
        </p>
      </div>
      <DropZone onEvidence={make} />
      {chosen && app && <NewCaseDialog app={app} paths={chosen} thenAcquire={fromAws} close={close} />}
    </main>
  );
}

/** For whoever starts Trailcase for the first time, perhaps in the middle of a night. */
function FirstSteps() {
  return (
    <>
      <h2>How to begin</h2>
      <ol className="tc-first-steps" data-testid="first-steps">
        <li>
          <strong>Copy the logs as they are.</strong> The whole <code>AWSLogs</code> folder of the bucket, with{' '}
          <code>CloudTrail-Digest</code> where there is one; or what you were given: zip, tar, gzip, Event history as CSV or JSON. Nothing
          need be unpacked or sorted. Where you may read the bucket, take it from there.
        </li>
        <li>
          <strong>Drop them here.</strong> A case is one file: the logs byte for byte, the events in them, and what you add. The copies you
          drop are only read.
        </li>
        <li>
          <strong>Open Questions.</strong> It says what the logs answer at once, and what they cannot show. You can stop at any moment; what
          is stored stays stored.
        </li>
      </ol>
    </>
  );
}
