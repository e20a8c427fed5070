// The button that adds evidence: files or a folder.
import { Button, Menu, MenuItem, PopoverNext } from '@blueprintjs/core';
import { CaretDown, CloudDownload, Document, FolderOpen, Plus } from '@blueprintjs/icons';
import { attempt } from '../../components/notices.tsx';
import { acquireStore } from '../../state/acquire.ts';
import { useLatestJob } from '../../state/jobs.ts';
import { useSession } from '../../state/session.tsx';
import { pickEvidence } from './pick.ts';

export function AddEvidence({ primary = false }: { primary?: boolean }) {
  const { choose } = useSession();
  const running = useLatestJob('import')?.state === 'running';
  const menu = (
    <Menu>
      <MenuItem
        icon={<Document />}
        text="Files or archives …"
        onClick={() => attempt(pickEvidence('files', choose))}
        data-testid="add-files"
      />
      <MenuItem icon={<FolderOpen />} text="Folder …" onClick={() => attempt(pickEvidence('folder', choose))} data-testid="add-folder" />
      <MenuItem icon={<CloudDownload />} text="From an S3 bucket …" onClick={acquireStore.open} data-testid="add-s3" />
    </Menu>
  );
  return (
    <PopoverNext content={menu} placement="bottom-end" arrow={false} animation="minimal" disabled={running}>
      <Button
        size="small"
        intent={primary ? 'primary' : 'none'}
        icon={<Plus size={14} />}
        endIcon={<CaretDown size={14} />}
        text="Add evidence"
        disabled={running}
        title={running ? 'An import is running' : 'Log files, folders of them, or their bucket; or drop them on the window'}
        data-testid="add-evidence"
      />
    </PopoverNext>
  );
}
