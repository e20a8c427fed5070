// Which jobs the engine is working on that would be cut short, as its pushes tell; asked before the window closes.

export class RunningJobs {
  readonly #kinds = new Map<string, string>();

  /** Takes the value of a `job` push. */
  follow(job: { id: string; kind: string; state: string }): void {
    // Nothing is lost with a search: it stores nothing, and can be asked again.
    if (job.kind === 'search') return;
    if (job.state === 'running') this.#kinds.set(job.id, job.kind);
    else this.#kinds.delete(job.id);
  }

  /** The engine died: so did its jobs. */
  clear(): void {
    this.#kinds.clear();
  }

  /** Kinds of the running jobs, e.g. `['import']`. */
  get kinds(): string[] {
    return [...this.#kinds.values()];
  }
}
