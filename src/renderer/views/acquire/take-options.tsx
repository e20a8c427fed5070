// How what was chosen is taken: beside it what CloudTrail says, other versions, a copy, a log of requests, and, asked for twice, a restore.
import { Button, Checkbox, HTMLSelect, NumericInput, Switch } from '@blueprintjs/core';
import { Cross } from '@blueprintjs/icons';
import { RESTORE_TIERS } from '../../../shared/s3.ts';
import { attempt } from '../../components/notices.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { call } from '../../data/bridge.ts';
import { type Archive, notRestored, type Taking, tiersFor } from './taking.ts';

interface TakeProps {
  taking: Taking;
  setTaking: (taking: Taking) => void;
  anonymous: boolean;
  /** What must be restored, as far as was seen, by storage class. */
  archives: readonly Archive[];
}

export function TakeOptions({ taking, setTaking, anonymous, archives }: TakeProps) {
  const archived = archives.reduce((n, { objects }) => n + objects, 0);
  const set = (patch: Partial<Taking>) => setTaking({ ...taking, ...patch });
  const pickFolder = async (): Promise<void> => {
    const [path] = (await call('app.pickImport', { what: 'folder' })).paths;
    if (path !== undefined) set({ keepCopy: path });
  };
  const pickLog = async (): Promise<void> => {
    const [path] = (await call('app.pickResult', { suggested: 'requests.jsonl' })).paths;
    if (path !== undefined) set({ requestLog: path });
  };
  return (
    <section className="tc-block" aria-label="How to take it">
      <h3>How to take it</h3>
      <Switch
        checked={taking.configuration && !anonymous}
        disabled={anonymous}
        onChange={({ currentTarget }) => set({ configuration: currentTarget.checked })}
        label="Public keys and configuration: digests are proven with the keys; trails, selectors and the bucket’s settings say what could be recorded at all"
        data-testid="take-configuration"
      />
      <Switch
        checked={taking.versions}
        onChange={({ currentTarget }) => set({ versions: currentTarget.checked })}
        label="Older versions, too: what an object was before it was overwritten or deleted (they are listed in any case)"
        data-testid="take-versions"
      />
      {archived > 0 && (
        <Switch
          checked={taking.restore}
          onChange={({ currentTarget }) => set({ restore: currentTarget.checked, agreed: false })}
          label="Ask for archived objects to be restored"
          data-testid="take-restore"
        />
      )}
      {taking.restore && archived > 0 && (
        <div className="tc-acquire-restore">
          <p>
            ◭ This is the one thing that changes the bucket. It costs its owner, and the copies are there after hours (Bulk: up to two
            days). Import the same address again then: it takes them up.
          </p>
          <div className="tc-import-line">
            <label htmlFor="restore-tier">Speed</label>
            <HTMLSelect
              id="restore-tier"
              value={taking.restoreTier}
              options={tiersFor(archives)}
              onChange={({ currentTarget: { value } }) => set({ restoreTier: RESTORE_TIERS.find((tier) => tier === value) ?? 'Bulk' })}
            />
            <label htmlFor="restore-days">Days they stay</label>
            <NumericInput
              id="restore-days"
              className="tc-acquire-number"
              buttonPosition="none"
              value={taking.restoreDays}
              min={1}
              max={365}
              onValueChange={(days) => set({ restoreDays: Math.min(365, Math.max(1, Math.round(days) || 1)) })}
            />
          </div>
          {notRestored(archives, taking.restoreTier).map((words) => (
            <p key={words} data-testid="take-restore-refused">
              ◭ {oneLine(words)}
            </p>
          ))}
          <Checkbox
            checked={taking.agreed}
            onChange={({ currentTarget }) => set({ agreed: currentTarget.checked })}
            label="The bucket’s owner agreed to this restore and its cost"
            data-testid="take-restore-agreed"
          />
        </div>
      )}
      <FileLine
        what="Keep a copy in a folder"
        path={taking.keepCopy}
        pick={pickFolder}
        drop={() => set({ keepCopy: null })}
        testid="take-keep-copy"
        note="every object by its key, with what S3 said of it beside it"
      />
      <FileLine
        what="Write a log of requests"
        path={taking.requestLog}
        pick={pickLog}
        drop={() => set({ requestLog: null })}
        testid="take-request-log"
        note="a line for each; its hash enters the custody log"
      />
    </section>
  );
}

interface FileProps {
  what: string;
  path: string | null;
  pick: () => Promise<void>;
  drop: () => void;
  testid: string;
  note: string;
}

function FileLine({ what, path, pick, drop, testid, note }: FileProps) {
  return (
    <div className="tc-import-line tc-acquire-file">
      <Button size="small" text={path === null ? `${what} …` : 'Another …'} onClick={() => attempt(pick())} data-testid={testid} />
      {path === null ? (
        <span className="tc-dim tc-small">{note}</span>
      ) : (
        <>
          <span>{what}:</span>
          <span className="tc-path tc-ellipsis" title={path}>
            {oneLine(path)}
          </span>
          <Button variant="minimal" size="small" icon={<Cross size={12} />} aria-label={`${what}: no`} onClick={drop} />
        </>
      )}
    </div>
  );
}
