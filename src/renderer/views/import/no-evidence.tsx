// What stands in a view of a case that has no evidence: what the view will show, and the way to get there.
import type { ReactNode } from 'react';
import { Empty } from '../../components/states.tsx';
import { AddEvidence } from './add-evidence.tsx';

/** @param children what this view shows once there is evidence, in a sentence */
export function NoEvidence({ children, testid = 'no-evidence' }: { children: ReactNode; testid?: string }) {
  return (
    <Empty title="No evidence yet" testid={testid} action={<AddEvidence primary />}>
      <p>{children}</p>
      <p>
        Add CloudTrail log files, archives or folders of them, or drop them anywhere on this window; or take them from their S3 bucket. Take
        the digests along where you have them (the folder CloudTrail-Digest): what was unchanged before the import is shown by them alone.
        The originals are read and copied, never changed.
      </p>
    </Empty>
  );
}
