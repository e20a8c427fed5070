// The border between the window and everything else: only our window may call, and every call is checked.
import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { Answer } from '../../shared/channels.ts';
import { answerCall, type CallTargets, refusal } from './answer-call.ts';

/** @param trusted whether a message comes from our window's main frame, showing our page */
export function answerCalls(trusted: (event: IpcMainInvokeEvent) => boolean, targets: CallTargets): void {
  ipcMain.handle('trailcase:call', async (event, channel: unknown, args: unknown): Promise<Answer<unknown>> => {
    if (!trusted(event)) return refusal('BAD_REQUEST', 'The call did not come from the Trailcase window.');
    return answerCall(targets, channel, args);
  });
}
