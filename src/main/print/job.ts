// What the print program is told, and what it says while it prints: the contract between Node and its Electron process.

/** Argument of the app that makes it print instead of opening a window; its value is the path of a `PrintJob` as JSON. */
export const PRINT_ARGUMENT = '--trailcase-print';

/** Stands before each `PrintMessage`, one a line, on the print program's standard output. */
export const MESSAGE_MARK = 'trailcase-print ';

/** Pages get this address while they are printed: no path of the machine stands in the PDF. */
export const PRINT_SCHEME = 'trailcase-print';

/** Page of volume `n`, from 1, as the links of the others name it. */
export const volumePage = (n: number): string => `volume-${n}.html`;

export interface PrintJob {
  /** Absolute path of a folder for whatever Electron writes; whoever started it removes it. */
  profile: string;
  volumes: {
    /** Absolute path of the page. */
    html: string;
    /** Stands behind the page's own markup. */
    addition: string;
    /** Where the PDF goes, as Chromium made it. */
    pdf: string;
    /** Templates of Chromium for the margins. */
    header: string;
    footer: string;
  }[];
}

/** `volume`: its index, from 0. */
export type PrintMessage =
  | { kind: 'started'; chrome: string; electron: string }
  | { kind: 'loading' | 'printing' | 'printed'; volume: number }
  | { kind: 'failed'; message: string };
