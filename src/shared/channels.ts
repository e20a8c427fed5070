// The one map from channel to signature: the whole contract between window and engine.
// Main parses arguments and results of every call with these schemas; types are inferred, never written twice.
import { z } from 'zod';
import { addressChannels } from './channels/addresses.ts';
import { annotationChannels } from './channels/annotations.ts';
import { appChannels } from './channels/app.ts';
import { athenaChannels } from './channels/athena.ts';
import { caseChannels } from './channels/case.ts';
import { compareChannels } from './channels/compare.ts';
import { countChannels } from './channels/counts.ts';
import { dialogChannels } from './channels/dialogs.ts';
import { eventChannels } from './channels/events.ts';
import { evidenceChannels } from './channels/evidence.ts';
import { exportChannels } from './channels/exports.ts';
import { filterChannels } from './channels/filters.ts';
import { findingChannels } from './channels/findings.ts';
import { importChannels } from './channels/imports.ts';
import { integrityChannels } from './channels/integrity.ts';
import { jobChannels } from './channels/jobs.ts';
import { lineageChannels } from './channels/lineage.ts';
import { pictureChannels, pictureDialogs } from './channels/pictures.ts';
import { pivotChannels } from './channels/pivots.ts';
import { questionChannels } from './channels/questions.ts';
import { reportChannels, reportDialogs } from './channels/report.ts';
import { resourceChannels } from './channels/resources.ts';
import { s3Channels } from './channels/s3.ts';
import { searchChannels } from './channels/search.ts';
import { sqlChannels } from './channels/sql.ts';
import { timelineChannels } from './channels/timeline.ts';
import { unusualChannels } from './channels/unusual.ts';
import { viewChannels } from './channels/views.ts';
import { CaseLost, MenuPush, windowChannels } from './channels/windows.ts';
import { JobStatus } from './domain.ts';
import type { ErrorValue } from './errors.ts';
import { FilterReading } from './filter-reading.ts';
import { S3Looking } from './s3.ts';

/** Channels answered by the engine. */
export const engineChannels = {
  ...caseChannels,
  ...importChannels,
  ...evidenceChannels,
  ...integrityChannels,
  ...jobChannels,
  ...filterChannels,
  ...eventChannels,
  ...countChannels,
  ...viewChannels,
  ...searchChannels,
  ...sqlChannels,
  ...lineageChannels,
  ...compareChannels,
  ...exportChannels,
  ...findingChannels,
  ...questionChannels,
  ...addressChannels,
  ...annotationChannels,
  ...pictureChannels,
  ...pivotChannels,
  ...reportChannels,
  ...resourceChannels,
  ...s3Channels,
  ...athenaChannels,
  ...timelineChannels,
  ...unusualChannels,
} as const;

/** Channels answered by Electron's main process. Each `pick` returns an empty list when the person cancels. */
const mainChannels = {
  ...appChannels,
  ...windowChannels,
  ...dialogChannels,
  ...pictureDialogs,
  ...reportDialogs,
} as const;

export const channels = { ...engineChannels, ...mainChannels } as const;

export type EngineChannel = keyof typeof engineChannels;
export type MainChannel = keyof typeof mainChannels;
export type Channel = EngineChannel | MainChannel;
export type Args<C extends Channel> = z.infer<(typeof channels)[C]['args']>;
export type Result<C extends Channel> = z.infer<(typeof channels)[C]['result']>;

/** What a call answers: never an exception across a border. */
export type Answer<T> = { ok: true; value: T } | { ok: false; error: ErrorValue };

/** Pushed from the engine to the window, unasked. */
export const pushes = {
  /** A job's newest status. */
  job: JobStatus,
  /** What was stored changed: cached answers are stale. */
  changed: z.object({ what: z.enum(['evidence', 'bookmarks', 'views', 'lists', 'findings', 'case', 'zone']) }),
  /** Records are being read for a filter: answers about it may have changed. */
  reading: FilterReading,
  /** How far the look at a bucket has come: see `s3.scope`. */
  looking: S3Looking,
  /** The case that was open is not any more, and no other one is: it is away, or did not open again after a restart. */
  lost: CaseLost,
  /** Chosen in the application's menu; to the window in front only. */
  menu: MenuPush,
  /** A second start asks for something: see `app.wanted`. To one window only. */
  wanted: z.object({}),
  /** The engine process died or came back. */
  engine: z.object({ state: z.enum(['stopped', 'running']), message: z.string() }),
} as const;
export type Push = keyof typeof pushes;
export type PushValue<P extends Push> = z.infer<(typeof pushes)[P]>;

/** What the preload script puts on `window.trailcase`: nothing else reaches the renderer. */
export interface Bridge {
  call<C extends Channel>(channel: C, args: Args<C>): Promise<Answer<Result<C>>>;
  /** Returns the function that stops listening. */
  on<P extends Push>(push: P, listener: (value: PushValue<P>) => void): () => void;
  /** Absolute path of a dropped file; empty when it has none. */
  pathOf(file: File): string;
}
