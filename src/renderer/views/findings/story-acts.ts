// What is done to the storyline in this window: one act after the other, each on the parts as the one before it left them. Leaving a text and pressing a
// button are two acts at once; and what is being written goes with its part, wherever that stands by then.
import type { StorylineBody, StoryPart } from '../../../shared/findings.ts';
import { noticeError } from '../../components/notices.tsx';
import { moveStoryDrafts, placesOf, standsAt, type WrittenPart } from '../../state/story-drafts.ts';
import { withText } from './leave-drafts.ts';
import { saveStoryline } from './put-finding.ts';

type Parts = readonly StoryPart[];

interface Stored {
  version: number;
  parts: Parts;
}

/** A draft that is stored by an act, and where its part stands. */
interface Writing {
  at: number;
  text: string;
}

export class StoryActs {
  readonly #drafts: string;
  readonly #inOneStep: (step: () => void) => void;
  #stored: Stored = { version: 0, parts: [] };
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  /** Parts that were written anew here, by what they were. */
  readonly #became = new WeakMap<StoryPart, StoryPart>();

  /**
   * @param drafts under what name drafts of the case lie
   * @param inOneStep does it, and shows parts and drafts as they are then: fields are written on meanwhile
   */
  constructor(drafts: string, inOneStep: (step: () => void) => void) {
    this.#drafts = drafts;
    this.#inOneStep = inOneStep;
  }

  /** As they are shown. A part that nothing is done to stays the same object. */
  get parts(): Parts {
    return this.#stored.parts;
  }

  /** Takes what the engine says is stored, once nothing is being stored from here. */
  seen(newest: { version: number; body: StorylineBody }): void {
    if (this.#waiting === 0 && newest.version > this.#stored.version) this.#stored = { version: newest.version, parts: newest.body.parts };
  }

  /** Each of them: whether it was done; what fails is told. */
  add(part: StoryPart, words: string): Promise<boolean> {
    return this.#act((now) => ({ parts: [...now, part], words }));
  }

  replaceAll(parts: Parts, words: string): Promise<boolean> {
    return this.#act(() => ({ parts, words }));
  }

  remove(part: StoryPart): Promise<boolean> {
    return this.#actOn(part, (now, at) => ({ parts: now.filter((_, n) => n !== at), words: 'Taken out of the storyline' }));
  }

  move(part: StoryPart, to: number): Promise<boolean> {
    return this.#actOn(part, (now, at) => {
      const parts = now.filter((_, n) => n !== at);
      parts.splice(to, 0, ...now.slice(at, at + 1));
      return { parts, words: 'Storyline arranged' };
    });
  }

  /** Stores what was written in place of a part. */
  write(part: WrittenPart, text: string): Promise<boolean> {
    return this.#actOn(part, (now, at) => {
      const next = withText(part, text);
      return { parts: now.map((one, n) => (n === at ? next : one)), words: 'Storyline changed', writing: { at, text } };
    });
  }

  #actOn(part: StoryPart, change: (now: Parts, at: number) => Change): Promise<boolean> {
    const place = placesOf(this.parts)[this.parts.indexOf(part)] ?? null;
    return this.#act((now) => {
      let newest = part;
      for (let next = this.#became.get(newest); next; next = this.#became.get(newest)) newest = next;
      const same = now.indexOf(newest);
      // Other objects, where another window has stored a storyline meanwhile.
      const at = same === -1 && place ? standsAt(now, place) : same;
      return at === -1 ? null : change(now, at);
    });
  }

  /** @param change null: what was to be changed is not there any more */
  #act(change: (now: Parts) => Change | null): Promise<boolean> {
    this.#waiting++;
    const done = this.#last.then(async () => {
      const former = this.#stored;
      const wanted = change(former.parts);
      if (wanted === null) return false;
      const isSame = JSON.stringify(wanted.parts) === JSON.stringify(former.parts);
      const next = isSame ? former : { version: await save(wanted, former), parts: wanted.parts };
      this.#inOneStep(() => this.#done(former.parts, next, wanted.writing));
      return true;
    });
    const told = done
      .catch((thrown) => {
        noticeError(thrown);
        return false;
      })
      .finally(() => {
        this.#waiting--;
        // What the engine said meanwhile is taken now.
        this.#inOneStep(() => {});
      });
    this.#last = told;
    return told;
  }

  #done(former: Parts, next: Stored, writing: Writing | undefined): void {
    const place = writing && placesOf(former)[writing.at];
    const [was, is] = writing ? [former[writing.at], next.parts[writing.at]] : [];
    if (was && is && was !== is) this.#became.set(was, is);
    this.#stored = next;
    moveStoryDrafts(this.#drafts, former, next.parts, place ? [{ ...place, text: writing.text }] : []);
  }
}

interface Change {
  parts: Parts;
  words: string;
  writing?: Writing;
}

function save({ parts, words }: Change, former: Stored): Promise<number> {
  return saveStoryline({ version: 1, parts: [...parts] }, { version: 1, parts: [...former.parts] }, words, former.version);
}
