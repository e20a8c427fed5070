// Reports: templates and texts to choose from, writing, a preview: part of the channel map.
import { z } from 'zod';
import { LARGEST_LOGO, ReportCatalogue, ReportOptions, ReportPreview, ReportSettings } from '../report.ts';
import { JobStarted, nothing, Path, Picked, Sha256, Suggested } from './parts.ts';

/** An Ed25519 key as `seal` makes it. */
const SigningKeyArgs = z.object({ path: Path, passphrase: z.string().max(1000) });

/** Of which case it is asked: of another one that is open by now it is not answered (CANCELLED). Left out: of whichever is open. */
const OfCase = z.string().max(64).optional();

/** More characters are no preview. */
const LONGEST_PREVIEW = 64 * 1024 * 1024;

/** Answered by Electron's main process. Each `pick` returns an empty list when the person cancels. */
export const reportDialogs = {
  /** The ending of the suggested name says the format: html, pdf, zip, or none for a folder. */
  'app.pickReport': { args: Suggested, result: Picked },
  /** A report that was written before. */
  'app.pickWritten': { args: nothing, result: Picked },
  /** Puts a preview at an address that a frame of this window may show; the same each time. */
  'app.showPreview': {
    args: z.object({
      html: z.string().max(LONGEST_PREVIEW),
      /** Path of the case that it shows: of one that was left it is not taken (CANCELLED). */
      path: Path,
    }),
    result: z.object({ address: z.string() }),
  },
  /** Whether this window's frame still shows the preview: a link may have led out of it. */
  'app.previewHolds': { args: nothing, result: z.object({ holds: z.boolean() }) },
} as const;

/** Answered by the engine. */
export const reportChannels = {
  'report.catalogue': { args: nothing, result: ReportCatalogue },
  'report.settings': { args: nothing, result: z.object({ settings: ReportSettings }) },
  /** Adds a version, of which only what is named changes; none where nothing does. */
  'report.putSettings': { args: z.object({ settings: ReportSettings.partial(), caseId: OfCase }), result: nothing },
  /** Keeps a picture, for the settings to name. Errors: LOGO_UNUSABLE. */
  'report.addLogo': {
    args: z.object({ bytes: z.instanceof(Uint8Array<ArrayBufferLike>).refine(({ length }) => length <= LARGEST_LOGO * 4) }),
    result: z.object({ sha256: z.string() }),
  },
  /** Files that are there under names that a report takes: its own, those of a PDF's volumes, and their signatures. Each is asked about before it is replaced. */
  'report.standing': { args: z.object({ path: Path, signed: z.boolean() }), result: z.object({ files: z.array(z.string()) }) },
  /**
   * Verifies the case, writes its report (HTML or PDF, as the name says), and notes it in the custody log.
   * Errors: OUTPUT_EXISTS, which names the files; REPORT_ACTOR_MISSING, REPORT_ACTOR_UNKNOWN.
   */
  'report.start': {
    args: z.object({
      path: Path,
      /** Whether a file of that very name may be replaced. */
      overwrite: z.boolean(),
      /** Further files that may be: those of report.standing about which the person was asked. */
      replaces: z.array(Path).max(10_000).optional(),
      options: ReportOptions,
      /** The examiner's key, by which it is signed, in FILE.sig; left out or null: not signed. */
      key: SigningKeyArgs.nullable().optional(),
    }),
    result: JobStarted,
  },
  /**
   * Writes a report with all that is needed to check it, as a folder or (where the name ends in `.zip`) a zip, and notes it in the custody log.
   * A job of the kind `pack`; its summary is a PackSummary.
   */
  'report.pack': {
    args: z.object({
      path: Path,
      overwrite: z.boolean(),
      options: ReportOptions,
      /** The report as PDF, too. */
      pdf: z.boolean(),
      /** All items that exhibits lie in, whatever their size. */
      allEvidence: z.boolean(),
      /** The examiner's key, by which the list of hashes is signed; null: not signed. */
      key: SigningKeyArgs.nullable(),
    }),
    result: JobStarted,
  },
  /**
   * Checks a report that was written earlier, HTML or PDF, against the open case. A job of the kind `check`; its summary is a ReportCheck.
   * Fails with REPORT_UNREADABLE where the file is no report.
   */
  'report.check': {
    args: z.object({
      path: Path,
      /** Detached signature; null: FILE.sig, where there is one. */
      signature: Path.nullable(),
      /** Of a redacted report that the case did not note: with which options it was written. */
      options: ReportOptions.nullable(),
    }),
    result: JobStarted,
  },
  /** The picture that the settings name; null for none. */
  'report.logo': { args: z.object({ sha256: Sha256 }), result: z.object({ bytes: z.instanceof(Uint8Array<ArrayBufferLike>).nullable() }) },
  /**
   * The report as it would be, with few exhibits and nothing verified. Errors as of writing one, and CANCELLED for a question that waits while another one is
   * asked with its ticket.
   * `settings`: null, as they are stored.
   */
  'report.preview': {
    args: z.object({ options: ReportOptions, settings: ReportSettings.nullable(), ticket: z.string().max(64), caseId: OfCase }),
    result: ReportPreview,
  },
};
