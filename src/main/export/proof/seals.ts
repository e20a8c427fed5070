// The seals: each as `trailcase seal` wrote it beside the case, and in the parts that openssl takes.
import type { ReadConnection } from '../../case/open.ts';
import { storedSeals } from '../../seal/check-seals.ts';
import { writeDetached } from '../../seal/detached.ts';
import type { FolderWriter } from '../../whole-folder.ts';

export function writeSeals(folder: FolderWriter, db: ReadConnection): void {
  for (const { id, ...seal } of storedSeals(db)) {
    const name = `seals/seal-${id}`;
    folder.add(`${name}.txt`, writeDetached(seal));
    folder.add(`${name}.statement`, seal.statement);
    folder.add(`${name}.signature`, seal.signature);
    folder.add(`${name}.pem`, pem(seal.publicKey));
    if (seal.timestamp !== null) folder.add(`${name}.timestamp`, seal.timestamp);
  }
}

/** Whatever the bytes are: an altered seal is to be found by the check, not to stop the export. */
function pem(der: Buffer): string {
  return `-----BEGIN PUBLIC KEY-----\n${(der.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END PUBLIC KEY-----\n`;
}
