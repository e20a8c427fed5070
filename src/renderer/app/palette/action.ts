// What the palette offers: an act under a name, and where such acts come from.

export interface Action {
  /** How it is called and found; unique among all. */
  label: string;
  /** The key that does the same, as it is shown. */
  keys?: string;
  /** Listed only once something is typed: there may be hundreds of its kind. */
  quiet?: boolean;
  run(): void;
}

/** A hook that gives the acts of one room. To add some: write one and name it in sources.ts. */
export type ActionSource = () => readonly Action[];
