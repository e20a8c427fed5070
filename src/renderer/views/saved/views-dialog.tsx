// All saved views: open, rename, remove, bring back; and the versions of each, with who saved them and when.
import { Button, Dialog, DialogBody, DialogFooter, InputGroup } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import { targetText } from '../../../shared/annotations.ts';
import { currentVersion, type SavedView, ViewName, type ViewVersion } from '../../../shared/saved-views.ts';
import { AnnotationEditor } from '../../components/annotations/annotation-editor.tsx';
import { BookmarkMark, TagMark } from '../../components/outcome-marks.tsx';
import { ErrorCallout } from '../../components/states.tsx';
import { plural, Time } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCall } from '../../data/queries.ts';
import { FilterText } from './filter-text.tsx';
import { useSavedViews } from './use-saved.ts';

export function ViewsDialog({ close }: { close: () => void }) {
  const { all, open, put, rename } = useSavedViews();
  const [error, setError] = useState<unknown>(null);
  const tried = (work: Promise<void>) => void work.then(() => setError(null), setError);
  const here = all.filter((view) => currentVersion(view) !== null);
  const gone = all.filter((view) => currentVersion(view) === null);
  const entry = (view: SavedView) => (
    <ViewEntry
      key={view.name}
      view={view}
      open={(version) => {
        close();
        open(version);
      }}
      put={(version, remove) => tried(put(view.name, version, remove))}
      rename={(to) => tried(rename(view.name, to))}
    />
  );
  return (
    <Dialog isOpen onClose={close} title="Saved views" className="tc-dialog-wide">
      <DialogBody>
        {error !== null && <ErrorCallout error={error} title="The view was not changed" />}
        {all.length === 0 && (
          <p className="tc-dim">
            None yet. <kbd>Ctrl-S</kbd> saves what the window shows under a name.
          </p>
        )}
        <ul className="tc-views">{here.map(entry)}</ul>
        {gone.length > 0 && (
          <>
            <h3>Removed</h3>
            <ul className="tc-views">{gone.map(entry)}</ul>
          </>
        )}
      </DialogBody>
      <DialogFooter actions={<Button text="Close" onClick={close} />} />
    </Dialog>
  );
}

interface ViewEntryProps {
  view: SavedView;
  open: (version: ViewVersion) => void;
  put: (version: ViewVersion, remove: boolean) => void;
  rename: (to: string) => void;
}

function ViewEntry({ view, open, put, rename }: ViewEntryProps) {
  const [shown, setShown] = useState<'history' | 'rename' | 'marks' | null>(null);
  const toggle = (part: 'history' | 'rename' | 'marks') => setShown(shown === part ? null : part);
  const version = currentVersion(view);
  const marked = useCall('annotations.get', { targets: [targetText({ kind: 'view', name: view.name })] }).data?.annotated[0];
  const newest = view.versions[0];
  // The version of the removal says what was removed.
  if (!newest) return null;
  const name = oneLine(view.name);
  const target = targetText({ kind: 'view', name: view.name });
  return (
    <li data-testid="view-entry" data-name={view.name}>
      <div className="tc-view-entry">
        <strong className="tc-ellipsis" title={name}>
          <BookmarkMark colour={marked?.bookmark?.colour ?? null} label={marked?.bookmark?.label} /> {name}
        </strong>
        <TagMark tags={marked?.tags.map((tag) => tag.name)} />
        <span className="tc-grow" />
        {version && <Button size="small" text="Open" aria-label={`Open ${name}`} data-testid="view-open" onClick={() => open(version)} />}
        {version && (
          <Button
            size="small"
            variant="minimal"
            text="Rename"
            aria-label={`Rename ${name}`}
            aria-expanded={shown === 'rename'}
            data-testid="view-rename"
            onClick={() => toggle('rename')}
          />
        )}
        <Button
          size="small"
          variant="minimal"
          text={version ? 'Remove' : 'Bring back'}
          aria-label={`${version ? 'Remove' : 'Bring back'} ${name}`}
          title={version ? 'Its versions stay in the case' : 'As it was when it was removed'}
          data-testid={version ? 'view-remove' : 'view-restore'}
          onClick={() => put(newest, version !== null)}
        />
        <Button
          size="small"
          variant="minimal"
          text="Marks"
          aria-label={`Bookmark and tags of ${name}`}
          aria-expanded={shown === 'marks'}
          data-testid="view-marks"
          onClick={() => toggle('marks')}
        />
        <Button
          size="small"
          variant="minimal"
          text={plural(view.versions.length, 'version')}
          aria-expanded={shown === 'history'}
          data-testid="view-history"
          onClick={() => toggle('history')}
        />
      </div>
      <FilterText filter={newest.filter} />
      {shown === 'rename' && (
        <Rename
          name={view.name}
          rename={(to) => {
            setShown(null);
            rename(to);
          }}
        />
      )}
      {shown === 'marks' && <AnnotationEditor target={target} keys={false} what="the view" />}
      {shown === 'history' && <History versions={view.versions} open={open} />}
    </li>
  );
}

function Rename({ name, rename }: { name: string; rename: (to: string) => void }) {
  const [text, setText] = useState(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename(text.trim());
  };
  return (
    <form className="tc-view-rename" onSubmit={submit}>
      <InputGroup size="small" value={text} onValueChange={setText} aria-label="New name" autoFocus fill data-testid="view-new-name" />
      <Button size="small" type="submit" text="Rename" disabled={!ViewName.safeParse(text).success} data-testid="view-rename-go" />
    </form>
  );
}

function History({ versions, open }: { versions: readonly ViewVersion[]; open: (version: ViewVersion) => void }) {
  return (
    <table className="tc-view-history" data-testid="view-versions">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">Filter</th>
          <th scope="col">
            <span className="tc-offscreen">Open</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {versions.map((version, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: versions are only ever added, before these
          <tr key={versions.length - i}>
            <td>
              <Time ms={version.at} />
            </td>
            <td className="tc-break">{oneLine(version.author)}</td>
            <td>{version.removed ? <span className="tc-dim">removed</span> : <FilterText filter={version.filter} />}</td>
            <td>
              {!version.removed && (
                <button type="button" className="tc-link" onClick={() => open(version)}>
                  open
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
