// What the window changes of the facts of the case. Part of a session's channels.
import type { Args, Result } from '../../shared/channels.ts';
import { changeFacts } from '../case/change-facts.ts';
import type { SessionHost } from './session-host.ts';

export function factCalls({ current, idle, changed }: Pick<SessionHost, 'current' | 'idle' | 'changed'>) {
  return {
    'case.setFacts': async ({ facts }: Args<'case.setFacts'>): Promise<Result<'case.setFacts'>> => {
      const { file } = current();
      await idle(file);
      const names = changeFacts(file, facts).changes.map(({ name }) => name);
      // By the zone times in filters are read and days and nights told: whatever is on screen may be another.
      if (names.length > 0) await changed(names.includes('timezone') ? 'zone' : 'case');
      return { changed: names };
    },
  };
}
