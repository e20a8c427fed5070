// Where a command writes: results to stdout, everything else to stderr, so that it composes with other tools.
import { once } from 'node:events';
import { bytesText, durationText, grouped } from '../../shared/text.ts';
import { escapedLine } from '../../shared/unseen.ts';
import { pace } from '../jobs/job-list.ts';
import { breathe, type Progress } from '../jobs/progress.ts';

const FLUSH_AT = 64 * 1024;
const BAR_EVERY_MS = 100;
const PLAIN_EVERY_MS = 2000;

export type ProgressStyle = 'bar' | 'plain' | 'none';

export class Output {
  readonly json: boolean;
  private readonly style: ProgressStyle;
  private readonly quiet: boolean;
  private pending: (string | Buffer)[] = [];
  private size = 0;
  private lastShown = Number.NEGATIVE_INFINITY;
  private unshown: Progress | null = null;
  private barShown = false;
  private readonly started = performance.now();
  private readonly warned = new Set<string>();

  constructor(json: boolean, style: ProgressStyle, quiet = false) {
    this.json = json;
    this.style = style;
    this.quiet = quiet;
  }

  /** Writes to stdout, waiting when the reader is slower. */
  async write(piece: string | Buffer): Promise<void> {
    this.pending.push(piece);
    this.size += piece.length;
    if (this.size >= FLUSH_AT) await this.flush();
  }

  async line(text: string): Promise<void> {
    await this.write(`${text}\n`);
  }

  /** Exactly one JSON object. */
  async object(value: unknown): Promise<void> {
    await this.write(`${JSON.stringify(value, null, 2)}\n`);
  }

  async flush(): Promise<void> {
    const bytes = Buffer.concat(this.pending.map((piece) => (typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece)));
    this.pending = [];
    this.size = 0;
    if (bytes.length === 0) return;
    if (!process.stdout.write(bytes)) await once(process.stdout, 'drain');
    // Pipes and files take bytes at once: without a pause, no signal would ever be heard.
    await breathe();
  }

  /** A line for the person, on stderr; not with --quiet. */
  note(text: string): void {
    this.endProgress();
    if (this.style !== 'none') process.stderr.write(`${text}\n`);
  }

  /** A warning on stderr, once, also where no person looks; not with --quiet. */
  warn(text: string): void {
    this.endProgress();
    if (!this.quiet && !this.warned.has(text)) process.stderr.write(`trailcase: ${text}\n`);
    this.warned.add(text);
  }

  progress(progress: Progress): void {
    if (this.style === 'none') return;
    const now = performance.now();
    if (now - this.lastShown < (this.style === 'bar' ? BAR_EVERY_MS : PLAIN_EVERY_MS)) {
      this.unshown = progress;
      return;
    }
    this.lastShown = now;
    this.unshown = null;
    const text = progressText(progress, (now - this.started) / 1000);
    if (this.style === 'plain') process.stderr.write(`${text}\n`);
    else {
      this.barShown = true;
      process.stderr.write(`\r\x1b[2K${text.slice(0, (process.stderr.columns ?? 80) - 1)}`);
    }
  }

  /** Plain lines end with the last state; the bar disappears. */
  endProgress(): void {
    if (this.style === 'plain' && this.unshown)
      process.stderr.write(`${progressText(this.unshown, (performance.now() - this.started) / 1000)}\n`);
    this.unshown = null;
    if (this.barShown) process.stderr.write('\r\x1b[2K');
    this.barShown = false;
  }
}

function progressText(progress: Progress, seconds: number): string {
  const { fraction, rate, secondsLeft } = pace(progress, seconds);
  const parts = [
    progress.phase,
    fraction === null ? '' : `${Math.floor(fraction * 100)} %`,
    ...(progress.counts
      ? [`${grouped(progress.bytes)} of ${grouped(progress.totalBytes)} ${progress.counts}`]
      : [
          `${grouped(progress.files)} of ${grouped(progress.totalFiles)} files`,
          `${bytesText(progress.bytes)} of ${bytesText(progress.totalBytes)}`,
          `${grouped(progress.events)} events`,
        ]),
    progress.counts === 'sections' || progress.counts === 'volumes' ? '' : `${grouped(rate)}/s`,
    secondsLeft === null ? '' : `${durationText(secondsLeft)} left`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** Text from a log for a terminal: control characters, which could command it, line breaks, and what is not seen are shown as escapes. */
export function terminalText(text: string): string {
  return escapedLine(text);
}
