// What to import, seen before it is: files, folders and archives together, what they are recognised as, and how they are to be taken.
import { Button, Dialog, DialogBody, DialogFooter, Switch } from '@blueprintjs/core';
import { Cross, Document, FolderOpen } from '@blueprintjs/icons';
import { useState } from 'react';
import { bytesText, grouped } from '../../../shared/text.ts';
import { typing } from '../../components/keys.ts';
import { attempt } from '../../components/notices.tsx';
import { ErrorCallout, Skeleton } from '../../components/states.tsx';
import { plural } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { call } from '../../data/bridge.ts';
import { useCall } from '../../data/queries.ts';
import { useSession } from '../../state/session.tsx';
import { Recognised } from './recognised.tsx';

export function ImportDialog() {
  const { chosen, choose } = useSession();
  if (chosen === null) return null;
  return <Chosen paths={chosen} choose={choose} />;
}

function Chosen({ paths, choose }: { paths: readonly string[]; choose: (paths: readonly string[] | null) => void }) {
  const { importPaths } = useSession();
  const [keepAll, setKeepAll] = useState(false);
  const [hashes, setHashes] = useState(false);
  const [expect, setExpect] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  // A second start may offer it while somebody types: the next key must not begin it.
  const [isCalm] = useState(() => !typing(document.activeElement));
  const preview = useCall('import.preview', { paths: [...paths] }, { enabled: paths.length > 0 });
  const add = async (what: 'files' | 'folder'): Promise<void> => {
    const picked = (await call('app.pickImport', { what })).paths;
    choose([...paths, ...picked.filter((path) => !paths.includes(path))]);
  };
  const start = (): void => {
    setError(null);
    importPaths(paths, { keepAll, md5: hashes, sha1: hashes, ...(expect !== null && { expect }) }).then(() => choose(null), setError);
  };
  return (
    <Dialog isOpen onClose={() => choose(null)} title="Add evidence" className="tc-import-dialog">
      <DialogBody>
        <ul className="tc-chosen" data-testid="import-paths">
          {paths.map((path) => (
            <li key={path}>
              <span className="tc-path tc-ellipsis" title={path}>
                {oneLine(path)}
              </span>
              <Button
                variant="minimal"
                size="small"
                icon={<Cross size={12} />}
                aria-label={`Leave out ${path}`}
                onClick={() => choose(paths.filter((other) => other !== path))}
              />
            </li>
          ))}
        </ul>
        <div className="tc-import-line">
          <Button
            size="small"
            icon={<Document size={14} />}
            text="Add files or archives …"
            onClick={() => attempt(add('files'))}
            data-testid="import-add-files"
          />
          <Button
            size="small"
            icon={<FolderOpen size={14} />}
            text="Add a folder …"
            onClick={() => attempt(add('folder'))}
            data-testid="import-add-folder"
          />
          <span className="tc-dim">or drop them here</span>
        </div>
        <section className="tc-block" aria-label="What is there">
          <h3>What is there</h3>
          {paths.length === 0 && <p className="tc-dim">Nothing chosen yet.</p>}
          {preview.error !== null && <ErrorCallout error={preview.error} title="This cannot be read" />}
          {paths.length > 0 && !preview.data && preview.error === null && <Skeleton rows={4} />}
          {preview.data && (
            <>
              <p data-testid="preview-sum">
                {plural(preview.data.files, 'file')}, {bytesText(preview.data.bytes)}
                <span className="tc-dim">
                  {preview.data.looked < preview.data.files
                    ? `; recognised from the beginning of ${grouped(preview.data.looked)} of them`
                    : '; recognised from their beginning'}
                  . Nothing has been imported yet.
                </span>
              </p>
              <Recognised
                testid="preview-table"
                rows={preview.data.groups.map(({ kind, shape, note, files, bytes, examples }) => ({
                  kind,
                  shape,
                  note,
                  files,
                  more: bytesText(bytes),
                  examples,
                }))}
              />
            </>
          )}
        </section>
        <section className="tc-block" aria-label="Options">
          <h3>How to take it</h3>
          <Switch
            checked={keepAll}
            onChange={(event) => setKeepAll(event.currentTarget.checked)}
            label="Keep the bytes of archives and of files that are not CloudTrail or are not opened, too (all are hashed and listed in any case)"
            data-testid="import-keep-all"
          />
          <Switch
            checked={hashes}
            onChange={(event) => setHashes(event.currentTarget.checked)}
            label="Compute MD5 and SHA-1, too: for handover lists that know no SHA-256"
          />
          <div className="tc-import-line">
            <Button
              size="small"
              text={expect === null ? 'Compare with a handover list …' : 'Another list …'}
              onClick={() => attempt(call('app.pickList', {}).then(({ paths: [path] }) => path !== undefined && setExpect(path)))}
              data-testid="import-expect"
            />
            {expect !== null && (
              <>
                <span className="tc-path tc-ellipsis">{oneLine(expect)}</span>
                <Button
                  variant="minimal"
                  size="small"
                  icon={<Cross size={12} />}
                  aria-label="Compare with no list"
                  onClick={() => setExpect(null)}
                />
              </>
            )}
          </div>
        </section>
        {error !== null && <ErrorCallout error={error} title="The import did not start" />}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text="Cancel" onClick={() => choose(null)} />
            <Button
              intent="primary"
              text="Import"
              disabled={paths.length === 0}
              onClick={start}
              autoFocus={isCalm}
              data-testid="import-go"
            />
          </>
        }
      />
    </Dialog>
  );
}
