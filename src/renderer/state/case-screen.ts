// Which case is on screen, and how it changes: opening, making and closing, one after the other. Outside React, tested.
import type { Args, PushValue, Result } from '../../shared/channels.ts';
import type { CaseFacts, CaseInfo } from '../../shared/domain.ts';
import { noticeError } from '../components/notices.tsx';
import { CallError, call } from '../data/bridge.ts';
import { caseLeft, changeCase } from './leaving.ts';

export type AppState = Result<'app.state'>;

type Phase =
  | { name: 'loading' }
  | { name: 'failed'; error: unknown }
  | { name: 'start' }
  | { name: 'opening'; path: string }
  | { name: 'case'; info: CaseInfo; window: Result<'app.window'> };

/** A change that goes on over what is on screen, which takes no input meanwhile. */
export interface Changing {
  act: 'open' | 'create' | 'close';
  /** Of the case that is opened, made or closed. */
  path: string;
}

interface ScreenState {
  phase: Phase;
  changing: Changing | null;
  app: AppState | null;
  /** Paths chosen for an import that the person has not started yet, on the start screen for a new case; null when the dialog is closed. */
  chosen: readonly string[] | null;
  /** On the start screen: the case that was on screen and is away, and why; until a case is open. */
  lost: Lost | null;
}

interface Lost extends PushValue<'lost'> {
  title: string;
  /** How often it was asked for since, and did not open. */
  tried: number;
}

/** How evidence is to be taken. */
export type ImportChoice = Omit<Args<'import.start'>, 'paths'>;

interface Hooks {
  /** Answers of the case on screen are no longer true: another one comes, or the same anew. */
  forget(): void;
  /** Another case is on screen, or none. */
  left(): void;
  /** A case is on screen. */
  entered(): void;
}

/** Chosen paths with further ones, each once. */
export function withMore(chosen: readonly string[] | null, more: readonly string[]): readonly string[] {
  return [...(chosen ?? []), ...more.filter((path) => !chosen?.includes(path))];
}

export class CaseScreen {
  #state: ScreenState = { phase: { name: 'loading' }, changing: null, app: null, chosen: null, lost: null };
  readonly #listeners = new Set<() => void>();
  readonly #hooks: Hooks;
  /** Path of the case on screen. */
  #path: string | null = null;
  /** When the last change has come to its end: the next one begins with what it came to. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(hooks: Hooks) {
    this.#hooks = hooks;
  }

  get state(): ScreenState {
    return this.#state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * A case that was open stays open, in the engine and on screen, where this one does not open.
   * Throws CallError; not where it is the one that was on screen and is away, which the start screen tells.
   */
  readonly open = (path: string): Promise<void> => this.#inTurn(async () => void (await this.#open(path)));

  /** Throws CallError; not where only the import does not begin, which is told. */
  readonly create = (path: string, facts: Partial<CaseFacts>, importPaths: readonly string[]): Promise<void> =>
    this.#inTurn(() => this.#create(path, facts, importPaths));

  /** Throws CallError. */
  readonly close = (): Promise<void> =>
    this.#inTurn(async () => {
      if (this.#path === null) return;
      await this.#over({ act: 'close', path: this.#path }, async () => {
        await call('case.close', {});
        this.#left(null);
        this.#hooks.forget();
        this.#set({ phase: { name: 'start' } });
      });
      this.#set({ app: await call('app.state', {}) });
    });

  readonly importPaths = async (paths: readonly string[], options: ImportChoice = {}): Promise<void> => {
    if (paths.length === 0) return;
    await call('import.start', { paths: [...paths], ...options });
  };

  /** The engine let a case go that nobody closed. Never throws. */
  readonly lose = (lost: PushValue<'lost'>): Promise<void> =>
    this.#inTurn(async () => {
      const { phase } = this.#state;
      if (phase.name !== 'case') return;
      const app = await call('app.state', {});
      // It may have been opened again since.
      if (app.openCase === null) this.#lost(lost, app, phase.info.case.title);
    }).catch(noticeError);

  readonly choose = (chosen: readonly string[] | null): void => this.#set({ chosen });

  /** When the page begins: shows what is open, or was asked for at the start. Never throws. */
  readonly load = async (): Promise<void> => {
    try {
      const app = await call('app.state', {});
      this.#set({ app });
      if (app.openCase === null) this.#set({ phase: { name: 'start' } });
      else await this.#openOrMake(app.openCase, app.importPaths, app);
      await this.takeWanted();
    } catch (thrown) {
      // The bridge itself answered: only the case did not open, the start screen still works.
      if (thrown instanceof CallError && thrown.channel !== 'app.state') {
        if (this.#path === null) this.#set({ phase: { name: 'start' } });
        noticeError(thrown);
        await this.takeWanted();
      } else this.#set({ phase: { name: 'failed', error: thrown } });
    }
  };

  /** What a second start asked for, if anything. Never throws. */
  readonly takeWanted = async (): Promise<void> => {
    const { app } = this.#state;
    // Not loaded yet: then it is asked for.
    if (app === null) return;
    try {
      const { wanted } = await call('app.wanted', {});
      if (!wanted) return;
      const { openCase, importPaths } = wanted;
      if (openCase !== null) await this.#openOrMake(openCase, importPaths, app);
      // Nobody said into which case: as with what is dropped.
      else await this.#inTurn(async () => this.choose(withMore(this.#state.chosen, importPaths)));
    } catch (thrown) {
      noticeError(thrown);
    }
  };

  /** In one turn: what is to go into the one case must not meet another, which was asked for meanwhile. Throws CallError. */
  #openOrMake(path: string, importPaths: readonly string[], { examiner, timezone }: AppState): Promise<void> {
    return this.#inTurn(async () => {
      try {
        if (!(await this.#open(path))) return;
      } catch (thrown) {
        const isMissing = thrown instanceof CallError && thrown.value.code === 'CASE_MISSING';
        if (!isMissing || importPaths.length === 0) throw thrown;
        // A new case named on the command line together with what goes into it.
        const title = path.replace(/^.*[\\/]/, '').replace(/\.trailcase$/i, '');
        return await this.#create(path, { title, examiner, timezone }, importPaths);
      }
      await this.importPaths(importPaths);
    });
  }

  async #create(path: string, facts: Partial<CaseFacts>, importPaths: readonly string[]): Promise<void> {
    await this.#over({ act: 'create', path }, async () => {
      await this.#enter(await call('case.create', { path, facts }));
      // The case is there: whoever asked for it is not on screen any more.
      await this.importPaths(importPaths).catch(noticeError);
    });
  }

  /** @returns whether it is on screen; not, where it is away and the start screen tells so */
  async #open(path: string): Promise<boolean> {
    const before = this.#path;
    const { phase, lost } = this.#state;
    const openIt = async () => this.#enter(await call('case.open', { path }));
    if (before !== null && before !== path) await this.#over({ act: 'open', path }, openIt);
    else if (phase.name === 'case')
      return await openIt().then(
        () => true,
        (thrown) => this.#isAway(path, phase.info.case.title, thrown),
      );
    else {
      this.#set({ phase: { name: 'opening', path } });
      try {
        await openIt();
      } catch (thrown) {
        this.#set({ phase: { name: 'start' } });
        if (lost?.path !== path || !(thrown instanceof CallError)) throw thrown;
        this.#set({ lost: { ...lost, error: thrown.value, tried: lost.tried + 1 } });
        return false;
      }
    }
    return true;
  }

  /** The case on screen was asked for again: throws what it was answered with where that case is still open. */
  async #isAway(path: string, title: string, thrown: unknown): Promise<false> {
    if (!(thrown instanceof CallError)) throw thrown;
    const app = await call('app.state', {});
    if (app.openCase !== null) throw thrown;
    this.#lost({ path, error: thrown.value }, app, title);
    return false;
  }

  #lost(lost: PushValue<'lost'>, app: AppState, title: string): void {
    this.#left(null);
    this.#hooks.forget();
    this.#set({ phase: { name: 'start' }, app, lost: { ...lost, title, tried: 0 } });
  }

  /** Does it over what is on screen; what is being written there is left first. */
  async #over(changing: Changing, work: () => Promise<void>): Promise<void> {
    await changeCase((isChanging) => this.#set({ changing: isChanging ? changing : null }), work);
  }

  async #enter(info: CaseInfo): Promise<void> {
    const window = await call('app.window', {});
    this.#hooks.forget();
    // In the place of a file there may be another case by now.
    const { phase } = this.#state;
    const isSame = this.#path === info.case.path && (phase.name !== 'case' || phase.info.case.caseId === info.case.caseId);
    if (!isSame) this.#left(info.case.path);
    this.#set({ phase: { name: 'case', info, window }, lost: null });
    this.#hooks.entered();
  }

  /** @param next what is on screen from now on */
  #left(next: string | null): void {
    this.#path = next;
    caseLeft();
    this.#set({ chosen: null });
    this.#hooks.left();
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    await done;
  }

  #set(next: Partial<ScreenState>): void {
    this.#state = { ...this.#state, ...next };
    for (const listener of this.#listeners) listener();
  }
}
