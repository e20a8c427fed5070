// Writes findings and the storyline from the window: each act is told, and can be taken back by a further version.
import { type FindingBody, type FindingEntry, type FindingVersion, STATE_WORDS, type StorylineBody } from '../../../shared/findings.ts';
import { noticeDone } from '../../components/notices.tsx';
import { call } from '../../data/bridge.ts';
import { readDraft, writeDraft } from '../../state/finding-drafts.ts';
import { did } from '../../state/undo.ts';
import { versionedDeed } from '../../state/version-turns.ts';
import { withEvents } from './with-events.ts';

/** A new finding: its id, and the number of its version. Throws CallError. */
export async function addFinding(body: FindingBody): Promise<{ id: string; version: number }> {
  const { id, version } = await call('findings.put', { id: null, body, seen: null });
  did(
    versionedDeed({
      words: 'Finding added',
      ...ofFinding(id),
      from: 0,
      to: version,
      undo: (seen) => call('findings.put', { id, body, seen, remove: true }),
      redo: (seen) => call('findings.put', { id, body, seen }),
    }),
  );
  return { id, version };
}

/**
 * A new version; returns its number. One of a finding that was taken away is taken away too, unless it is brought back.
 * @param seen the own version that was seen; null: whichever
 * Throws CallError, FINDING_CHANGED among them.
 */
export async function saveFinding(
  { id, current }: FindingEntry,
  body: FindingBody,
  seen: number | null,
  bringBack = false,
): Promise<number> {
  const was = current.removed && { remove: true };
  const stays = !bringBack && was;
  const { version } = await call('findings.put', { id, body, seen, ...stays });
  const words = body.state === current.body.state ? 'Finding saved' : `Finding saved: ${STATE_WORDS[body.state]}`;
  did(
    versionedDeed({
      words,
      ...ofFinding(id),
      from: ownNumber(current),
      to: version,
      undo: (now) => call('findings.put', { id, body: current.body, seen: now, ...was }),
      redo: (now) => call('findings.put', { id, body, seen: now, ...stays }),
    }),
  );
  return version;
}

/** Takes a finding away, or brings it back: its versions stay. Throws CallError. */
export async function removeFinding({ id, current }: FindingEntry, remove: boolean): Promise<void> {
  const put = (away: boolean, seen: number) => call('findings.put', { id, body: current.body, seen, ...(away && { remove: true }) });
  const from = ownNumber(current);
  const { version } = await put(remove, from);
  did(
    versionedDeed({
      words: remove ? 'Finding taken away; its versions stay' : 'Finding brought back',
      ...ofFinding(id),
      from,
      to: version,
      undo: (seen) => put(!remove, seen),
      redo: (seen) => put(remove, seen),
    }),
  );
}

interface Citing {
  id: string;
  title: string;
  side: 'supporting' | 'contradicting';
  ids: readonly string[];
  reason: string;
  mention: boolean;
}

/** Cites events in a finding, and in what is being written of it. @param drafts under what name drafts lie. Throws CallError. */
export async function cite(drafts: string, { id, title, side, ids, reason, mention }: Citing): Promise<void> {
  const { added, former, next, seen, version } = await call('findings.cite', { id, side, ids: [...ids], reason, mention });
  const draft = readDraft(drafts, id);
  if (draft) {
    const more = next.narrative.slice(former.narrative.length);
    const body = { ...draft.body, narrative: draft.body.narrative + more, ...withEvents(draft.body, side, ids, reason) };
    // Whether anybody else saved it meanwhile is as open as it was.
    writeDraft(drafts, id, { body, seen: draft.seen === seen ? version : draft.seen });
  }
  const events = added === 1 ? '1 event' : `${added} events`;
  const words = added === 0 ? `“${title}” cites them already` : `${events} put into “${title}”`;
  if (version === seen) {
    noticeDone(words);
    return;
  }
  did(
    versionedDeed({
      words,
      ...ofFinding(id),
      from: seen,
      to: version,
      undo: (now) => call('findings.put', { id, body: former, seen: now }),
      redo: (now) => call('findings.put', { id, body: next, seen: now }),
    }),
  );
}

/** A new version of the storyline; returns its number. `from`: the one that was seen. Throws CallError. */
export async function saveStoryline(body: StorylineBody, former: StorylineBody, words: string, from: number): Promise<number> {
  const { version } = await call('storyline.put', { body, seen: from });
  did(
    versionedDeed({
      words,
      subject: 'storyline',
      what: 'The storyline',
      from,
      to: version,
      undo: (now) => call('storyline.put', { body: former, seen: now }),
      redo: (now) => call('storyline.put', { body, seen: now }),
    }),
  );
  return version;
}

const ofFinding = (id: string) => ({ subject: id, what: 'The finding' });

/** Number of the newest of the case's own versions; 0 where only another examiner has it. */
const ownNumber = ({ origin, version }: FindingVersion): number => (origin === '' ? version : 0);
