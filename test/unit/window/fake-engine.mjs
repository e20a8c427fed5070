// A stand-in for the engine: answers what the test of the engine process asks, and dies when told to.
import { appendFileSync, readFileSync } from 'node:fs';

const send = (message) => process.send(message);
const AWAY = { code: 'CASE_MISSING', message: 'There is no case', advice: '' };
const note = (text) => appendFileSync(process.env.FAKE_ENGINE_LOG, `${text}\n`);

process.on('message', ({ id, channel, args }) => {
  note(channel);
  if (args.filter === 'die') process.kill(process.pid, 'SIGKILL');
  if (args.filter === 'silent') return;
  if (args.filter === 'lose') send({ type: 'push', push: 'lost', value: { path: '/cases/a.trailcase', error: AWAY } });
  // Open once, it is away when it is to be opened again.
  const opened = readFileSync(process.env.FAKE_ENGINE_LOG, 'utf8').split('case.open').length - 1;
  if (channel === 'case.open' && args.path.includes('away') && opened > 1) send({ type: 'answer', id, answer: { ok: false, error: AWAY } });
  else if (channel === 'case.open') send({ type: 'answer', id, answer: { ok: true, value: { case: { path: args.path } } } });
  else send({ type: 'answer', id, answer: { ok: true, value: { channel, bytes: new Uint8Array([1, 2, 3]) } } });
});
process.on('disconnect', () => process.exit(0));

if (process.env.FAKE_ENGINE_CRASHES) process.exit(3);
send({ type: 'push', push: 'changed', value: { what: 'case' } });
send({ type: 'ready', napi: '10', node: process.versions.node });
