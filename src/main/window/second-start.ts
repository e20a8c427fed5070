// A second start of Trailcase hands over the case that it was to open, and what it was to import. The page that is there opens it as it opens any other one,
// so that the case on screen stays until that one answers, and what is being written in it is kept. Where no case was named, at the first start too, what is
// to be imported is offered: nobody said into which case it goes.
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

  /** Of the first start: the page asks for it when it is loaded. @returns what it opens and imports at once */
  begin(launch: Launch): Launch {
    if (launch.openCase !== null || launch.importPaths.length === 0) return launch;
    this.#wanted = launch;
    return { openCase: null, importPaths: [] };
  }

  /** Nothing is closed here. */
  async take<Window>(wanted: Launch, { front, openCase, mayEnd, tell }: Running<Window>): Promise<void> {
    if (wanted.openCase === null && wanted.importPaths.length === 0) return;
    const isOther = openCase !== null && wanted.openCase !== null && openCase !== wanted.openCase;
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
