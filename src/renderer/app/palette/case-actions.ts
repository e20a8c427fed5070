// Acts of the palette: on the evidence and the case as a whole.
import { attempt } from '../../components/notices.tsx';
import { acquireStore } from '../../state/acquire.ts';
import { useSession } from '../../state/session.tsx';
import { startVerify, startWithKeys } from '../../state/verify.ts';
import { useView } from '../../state/view-context.tsx';
import { integrityPatch } from '../../state/view-state.ts';
import { pickEvidence } from '../../views/import/pick.ts';
import type { Action } from './action.ts';

export function useCaseActions(): Action[] {
  const { go } = useView();
  const { choose, close } = useSession();
  return [
    { label: 'Add evidence: files', run: () => attempt(pickEvidence('files', choose)) },
    { label: 'Add evidence: folder', run: () => attempt(pickEvidence('folder', choose)) },
    { label: 'Add evidence: from an S3 bucket', run: acquireStore.open },
    { label: 'Verify the case', run: () => attempt(startVerify('all').then(() => go(integrityPatch('proof')))) },
    { label: "Check what AWS's digests say", run: () => attempt(startVerify('digests').then(() => go(integrityPatch('chains')))) },
    { label: "Choose AWS's public keys …", run: () => attempt(startWithKeys().then(() => go(integrityPatch('keys')))) },
    { label: 'Close this case', run: () => attempt(close()) },
  ];
}
