// A second start of Trailcase hands over the case that it was to open. The page that is there opens it as it opens any other one, so that the case on screen
// stays until that one answers, and what is being written in it is kept.
import type { Launch } from './launch.ts';

interface Running<Window> {
  front: Window;
  /** Path of the case that is open. */
  openCase: string | null;
  /** Asks where work that runs would be cut short. */
  mayEnd(front: Window): Promise<boolean>;
  /** Tells the page that there is something to be taken. */
  tell(front: Window): void;
}

export class SecondStart {
  #wanted: Launch | null = null;

  /** Nothing is closed here, and nothing where no case was named. */
  async take<Window>(wanted: Launch, { front, openCase, mayEnd, tell }: Running<Window>): Promise<void> {
    if (wanted.openCase === null) return;
    const isOther = openCase !== null && openCase !== wanted.openCase;
    if (isOther && !(await mayEnd(front))) return;
    // A page that is only being loaded hears nothing, and asks when it is.
    this.#wanted = wanted;
    tell(front);
  }

  /** Told once; the newest, where there are several. */
  told(): Launch | null {
    const wanted = this.#wanted;
    this.#wanted = null;
    return wanted;
  }
}
