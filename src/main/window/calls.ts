// The border between the window and everything else: only our windows may call, and every call is checked.
import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { Answer } from '../../shared/channels.ts';
import { answerCall, type CallTargets, refusal } from './answer-call.ts';

/** @param targetsOf who answers a message from the main frame of a window of ours that shows our page; null for any other */
export function answerCalls(targetsOf: (event: IpcMainInvokeEvent) => CallTargets | null): void {
  ipcMain.handle('trailcase:call', async (event, channel: unknown, args: unknown): Promise<Answer<unknown>> => {
    const targets = targetsOf(event);
    if (!targets) return refusal('BAD_REQUEST', 'The call did not come from a Trailcase window.');
    return answerCall(targets, channel, args);
  });
}
