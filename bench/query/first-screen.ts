// One run of the benchmark: a new engine opens a case and answers what the first screen asks. Argument: case. Prints ms since the start of
// the process as JSON.

import { CaseSession } from '../../src/main/case-session.ts';
import type { EngineChannel } from '../../src/shared/channels.ts';

const [path = ''] = process.argv.slice(2);
const session = new CaseSession(() => {});

async function answered(channel: EngineChannel, args: unknown): Promise<void> {
  const answer = await session.answer(channel, args);
  if (!answer.ok) throw new Error(`${channel}: ${answer.error.message}`);
}

await answered('case.open', { path });
await answered('case.info', {});
await answered('case.overview', {});
const ms = performance.now();
await session.close();
process.stdout.write(`${JSON.stringify({ ms })}\n`);
