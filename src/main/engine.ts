// The engine process: started by Electron's main process under Node 24, speaks only through the pipe to its parent.
import { type EngineChannel, engineChannels, type Push, type PushValue } from '../shared/channels.ts';
import type { EngineMessage, EngineRequest } from '../shared/engine-messages.ts';
import { TrailcaseError, toErrorValue } from '../shared/errors.ts';
import { CaseSession } from './case-session.ts';

function send(message: EngineMessage): void {
  process.send?.(message);
}

const session = new CaseSession(<P extends Push>(push: P, value: PushValue<P>) => send({ type: 'push', push, value }));

process.on('message', async ({ id, channel, args }: EngineRequest) => {
  const schema = engineChannels[channel as EngineChannel];
  const parsed = schema?.args.safeParse(args);
  if (!parsed?.success) {
    const error = toErrorValue(new TrailcaseError('BAD_REQUEST', `${channel} was called with arguments that do not fit`));
    send({ type: 'answer', id, answer: { ok: false, error } });
    return;
  }
  send({ type: 'answer', id, answer: await session.answer(channel, parsed.data) });
});

// The parent is gone: leave the case as a single file.
process.on('disconnect', async () => {
  await session.close();
  process.exit(0);
});

send({ type: 'ready', napi: process.versions.napi ?? '', node: process.versions.node });
