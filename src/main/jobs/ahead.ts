// Work that goes ahead of whoever takes its results: what comes next is asked for, and begun, while nobody waits.

/**
 * Begins `work` on everything that comes, and gives what it came to, in order.
 * @param most begun and not taken yet, at a time
 * When nobody takes any more, nothing more is begun; it ends when what was begun has.
 * Errors: of the work, in its place; of the source, after everything that came before.
 */
export async function* ahead<Coming, Made>(
  source: AsyncIterable<Coming>,
  work: (coming: Coming) => Promise<Made>,
  most: number,
): AsyncGenerator<Made> {
  const begun: Promise<Made>[] = [];
  const state: { ended: boolean; unwanted: boolean; failure: { error: unknown } | null } = { ended: false, unwanted: false, failure: null };
  let tellTaker = (): void => {};
  let tellSource = (): void => {};
  const beginAll = async (): Promise<void> => {
    try {
      for await (const coming of source) {
        // While it was waited for.
        if (state.unwanted) return;
        const made = work(coming);
        // It may fail while others are waited for.
        made.catch(() => {});
        begun.push(made);
        tellTaker();
        while (begun.length >= most && !state.unwanted)
          await new Promise<void>((resolve) => {
            tellSource = resolve;
          });
        if (state.unwanted) return;
      }
    } catch (error) {
      state.failure = { error };
    } finally {
      state.ended = true;
      tellTaker();
    }
  };
  const all = beginAll();
  try {
    for (;;) {
      while (begun.length === 0 && !state.ended)
        await new Promise<void>((resolve) => {
          tellTaker = resolve;
        });
      const next = begun.shift();
      if (next === undefined) break;
      tellSource();
      yield await next;
    }
    if (state.failure !== null) throw state.failure.error;
  } finally {
    state.unwanted = true;
    tellSource();
    await all;
    await Promise.allSettled(begun);
  }
}
