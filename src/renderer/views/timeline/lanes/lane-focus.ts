// Moves the focus among lanes and what stands in them: along time and from lane to lane. One of them is in the tab order at a time.

interface Stop {
  node: HTMLElement;
  lane: string;
  /** ms UTC; null for the lane's name and pin. */
  at: number | null;
}

export class LaneFocus {
  readonly #root: HTMLElement;
  /** Where the focus was last, so that it is found again when its node is gone. */
  #last: { id: string; lane: string; at: number | null } | null = null;
  #isInside = false;

  constructor(root: HTMLElement) {
    this.#root = root;
    root.addEventListener('focusin', ({ target }) => {
      const node = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-stop]') : null;
      if (node) this.#enter(node);
    });
    root.addEventListener('focusout', ({ relatedTarget }) => {
      // A node that is taken away loses the focus to nothing: then it is still ours.
      if (relatedTarget instanceof Node && !root.contains(relatedTarget)) this.#isInside = false;
    });
  }

  /** The lane that has the focus. */
  get lane(): string | null {
    const active = document.activeElement;
    return active instanceof HTMLElement && this.#root.contains(active) ? (active.dataset.lane ?? null) : null;
  }

  get isHere(): boolean {
    return this.lane !== null;
  }

  /** After nodes came and went: one is in the tab order, and the focus is where it was, or beside it. */
  renew(): void {
    const stops = this.#stops();
    if (stops.length === 0) return;
    const last = this.#last;
    const known = last && (stops.find(({ node }) => node.dataset.stop === last.id) ?? nearest(stops, last.lane, last.at));
    // At first a lane's name: what stands in it may lie outside of the view.
    const kept = known ?? stops.find(({ node, at }) => at === null && !node.dataset.pin) ?? stops[0];
    for (const { node } of stops) {
      const index = node === kept?.node ? 0 : -1;
      if (node.tabIndex !== index) node.tabIndex = index;
    }
    if (this.#isInside && (document.activeElement === document.body || document.activeElement === null))
      known?.node.focus({ preventScroll: true });
  }

  /** Into the lanes: where the focus was last. */
  focus(): void {
    (this.#root.querySelector<HTMLElement>('[data-stop][tabindex="0"]') ?? this.#stops()[0]?.node)?.focus();
  }

  /**
   * Moves the focus as an arrow key says.
   * @returns whether there was somewhere to go: not at the end of a lane
   */
  move(key: 'left' | 'right' | 'up' | 'down' | 'home' | 'end'): boolean {
    const stops = this.#stops();
    const active = stops.find(({ node }) => node === document.activeElement);
    if (!active) return false;
    const names = stops.filter(({ node, at }) => at === null && !node.dataset.pin);
    const inLane = (lane: string) => stops.filter((one) => one.lane === lane && one.at !== null).sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
    const own = inLane(active.lane);
    const place = own.indexOf(active);
    const target = (): Stop | undefined => {
      if (key === 'home') return own[0];
      if (key === 'end') return own.at(-1);
      if (key === 'right')
        return active.at === null ? (active.node.dataset.pin ? names.find(({ lane }) => lane === active.lane) : own[0]) : own[place + 1];
      if (key === 'left') {
        if (active.at === null) return stops.find(({ node, lane }) => lane === active.lane && node.dataset.pin);
        return place > 0 ? own[place - 1] : names.find(({ lane }) => lane === active.lane);
      }
      const row = names.findIndex(({ lane }) => lane === active.lane);
      const next = names[row + (key === 'down' ? 1 : -1)];
      if (!next) return undefined;
      if (active.at === null)
        return active.node.dataset.pin ? (stops.find(({ node, lane }) => lane === next.lane && node.dataset.pin) ?? next) : next;
      return nearest(stops, next.lane, active.at) ?? next;
    };
    const found = target();
    found?.node.focus({ preventScroll: true });
    found?.node.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    return found !== undefined;
  }

  #enter(node: HTMLElement): void {
    this.#isInside = true;
    const { stop = '', lane = '', at } = node.dataset;
    this.#last = { id: stop, lane, at: at === undefined ? null : Number(at) };
    for (const other of this.#root.querySelectorAll<HTMLElement>('[data-stop][tabindex="0"]')) other.tabIndex = -1;
    node.tabIndex = 0;
  }

  /** In the order of the document, lanes' names first. */
  #stops(): Stop[] {
    return [...this.#root.querySelectorAll<HTMLElement>('[data-stop]')].map((node) => ({
      node,
      lane: node.dataset.lane ?? '',
      at: node.dataset.at === undefined ? null : Number(node.dataset.at),
    }));
  }
}

/** Of a lane, what stands closest to a time; its name for none. */
function nearest(stops: readonly Stop[], lane: string, at: number | null): Stop | undefined {
  const own = stops.filter((one) => one.lane === lane);
  const name = own.find(({ node, at: time }) => time === null && !node.dataset.pin);
  if (at === null) return name;
  const timed = own.filter(({ at: time }) => time !== null);
  return (
    timed.reduce<Stop | undefined>(
      (best, one) => (best === undefined || Math.abs((one.at ?? 0) - at) < Math.abs((best.at ?? 0) - at) ? one : best),
      undefined,
    ) ?? name
  );
}
