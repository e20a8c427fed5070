// Choosing files and folders in the system's own dialogs: part of the channel map.
import { z } from 'zod';
import { nothing, Picked, Suggested } from './parts.ts';

/** Answered by Electron's main process. */
export const dialogChannels = {
  'app.pickCase': { args: nothing, result: Picked },
  'app.pickNewCase': { args: Suggested, result: Picked },
  'app.pickImport': { args: z.object({ what: z.enum(['files', 'folder']) }), result: Picked },
  'app.pickList': { args: nothing, result: Picked },
  'app.pickWatchList': { args: nothing, result: Picked },
  'app.pickAddressData': { args: nothing, result: Picked },
  'app.pickKeys': { args: z.object({ what: z.enum(['publicKeys', 'sealKey']) }), result: Picked },
  'app.pickNewKey': { args: Suggested, result: Picked },
  'app.pickSeal': { args: Suggested, result: Picked },
  'app.pickResult': { args: Suggested, result: Picked },
  'app.pickAttack': { args: nothing, result: Picked },
  'app.pickAnnotations': { args: nothing, result: Picked },
  'app.pickNewAnnotations': { args: Suggested, result: Picked },
} as const;
