// What the window writes of an investigation's outcome: findings, the storyline, review marks, ATT&CK's data. Part of a session's channels.
import type { Args } from '../../shared/channels.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import { readAttackFile } from '../attack/read-file.ts';
import { noteAttackData } from '../case/attack-data.ts';
import { recordAt } from '../case/event-rows.ts';
import { citeEvents, putFinding, putReview, putStoryline } from '../case/findings-writer.ts';
import type { SessionHost } from './session-host.ts';

export function findingCalls({ current, write }: SessionHost) {
  return {
    'findings.put': ({ remove, ...finding }: Args<'findings.put'>) =>
      write('findings', (file) => putFinding(file, { ...finding, removed: remove === true })),
    'findings.cite': async (args: Args<'findings.cite'>) => {
      const { file } = current();
      const lost = args.ids.find((id) => recordAt(file.db, id) === null);
      if (lost !== undefined) throw new TrailcaseError('EVENT_MISSING', `The case has no event ${lost}`);
      return await write('findings', (own) => citeEvents(own, args));
    },
    'storyline.put': ({ body, seen }: Args<'storyline.put'>) => write('findings', (file) => putStoryline(file, body, seen)),
    'reviews.put': async ({ remove, ...review }: Args<'reviews.put'>) => ({
      former: await write('findings', (file) => putReview(file, { ...review, removed: remove === true })),
    }),
    'attack.load': async ({ path }: Args<'attack.load'>) => {
      const { file } = current();
      const data = await readAttackFile(path);
      await write('findings', () => noteAttackData(file, data), file);
      return { data: data.data, techniques: data.techniques.length };
    },
  };
}
