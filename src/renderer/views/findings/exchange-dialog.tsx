// Annotations for, and from, another examiner of the same evidence: one file, looked at before anything is taken over.
import { Button, Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { Export, Import } from '@blueprintjs/icons';
import { useState } from 'react';
import type { ExchangeSummary } from '../../../shared/exchange.ts';
import { attempt, noticeDone } from '../../components/notices.tsx';
import { ErrorCallout } from '../../components/states.tsx';
import { Hash, plural } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { call } from '../../data/bridge.ts';
import { useCase } from '../../data/queries.ts';
import { fileNameOf } from '../start/file-name.ts';

interface Looked {
  path: string;
  summary: ExchangeSummary | null;
  error: unknown;
}

export function ExchangeButtons() {
  const { title } = useCase().case;
  const [looked, setLooked] = useState<Looked | null>(null);
  const write = async () => {
    const suggested = fileNameOf(title || 'case').replace(/\.trailcase$/, '.annotations.json');
    const { paths } = await call('app.pickNewAnnotations', { suggested });
    if (paths[0] === undefined) return;
    // The system's own dialog has asked before naming a file that exists.
    const { rows, sha256 } = await call('exchange.export', { path: paths[0], overwrite: true, filter: '' });
    noticeDone(`Exported ${plural(rows, 'version')}; SHA-256 ${sha256.slice(0, 16)}…`);
  };
  const look = async () => {
    const { paths } = await call('app.pickAnnotations', {});
    const [path] = paths;
    if (path === undefined) return;
    try {
      setLooked({ path, summary: await call('exchange.look', { path }), error: null });
    } catch (error) {
      setLooked({ path, summary: null, error });
    }
  };
  return (
    <>
      <Button
        size="small"
        variant="minimal"
        icon={<Export size={14} />}
        text="Export …"
        aria-label="Export all annotations"
        title="Export all annotations, for another examiner"
        onClick={() => attempt(write())}
        data-testid="exchange-export"
      />
      <Button
        size="small"
        variant="minimal"
        icon={<Import size={14} />}
        text="Take over …"
        aria-label="Take over annotations"
        title="Take over what another examiner wrote"
        onClick={() => attempt(look())}
        data-testid="exchange-import"
      />
      {looked && <LookDialog looked={looked} close={() => setLooked(null)} />}
    </>
  );
}

function LookDialog({ looked: { path, summary, error }, close }: { looked: Looked; close: () => void }) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>(error);
  const take = () => {
    setBusy(true);
    call('exchange.import', { path })
      .then(({ from }) => {
        noticeDone(`Taken over from ${oneLine(from)}`);
        close();
      }, setFailed)
      .finally(() => setBusy(false));
  };
  return (
    <Dialog isOpen onClose={close} title="Take over annotations">
      <DialogBody>
        {failed !== null && <ErrorCallout error={failed} title="This file is not taken over" />}
        {summary && failed === null && (
          <div data-testid="exchange-summary">
            <p>
              From <strong>{oneLine(summary.from)}</strong>, of the same evidence. File: SHA-256{' '}
              <Hash hex={summary.sha256} what="SHA-256 of the file" />
            </p>
            <ul>
              <li>{plural(summary.annotations, 'version')} of bookmarks, tags and notes</li>
              <li>{plural(summary.findings, 'version')} of findings</li>
              <li>{plural(summary.storylines, 'version')} of the storyline</li>
              <li>{plural(summary.reviews, 'review')}</li>
              <li>{plural(summary.views, 'saved view')}</li>
              <li className="tc-dim">
                {summary.present} of {plural(summary.versions, 'version')} are here already
              </li>
            </ul>
            {summary.viewsLeft.length > 0 && (
              <p>Left as they are here: views {summary.viewsLeft.map((name) => `“${oneLine(name)}”`).join(', ')}.</p>
            )}
            <p className="tc-dim">
              Nothing of yours is changed. Where both of you have a finding otherwise, both are shown, and you can adopt theirs.
            </p>
          </div>
        )}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text="Close" onClick={close} />
            <Button
              intent="primary"
              text="Take over"
              disabled={!summary || failed !== null}
              loading={busy}
              onClick={take}
              data-testid="exchange-take"
            />
          </>
        }
      />
    </Dialog>
  );
}
