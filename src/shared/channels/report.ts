// Reports: templates and texts to choose from, writing, a preview: part of the channel map.
import { z } from 'zod';
import { LARGEST_LOGO, ReportCatalogue, ReportOptions, ReportSettings } from '../report.ts';

const nothing = z.object({});
const Path = z.string().min(1).max(4096);

export const reportChannels = {
  'report.catalogue': { args: nothing, result: ReportCatalogue },
  'report.settings': { args: nothing, result: z.object({ settings: ReportSettings }) },
  /** Adds a version; none where nothing changes. */
  'report.putSettings': { args: z.object({ settings: ReportSettings }), result: nothing },
  /** Keeps a picture, for the settings to name. Errors: LOGO_UNUSABLE. */
  'report.addLogo': {
    args: z.object({ bytes: z.instanceof(Uint8Array<ArrayBufferLike>).refine(({ length }) => length <= LARGEST_LOGO * 4) }),
    result: z.object({ sha256: z.string() }),
  },
  /** Verifies the case, writes its report (HTML or PDF, as the name says), and notes it in the custody log. */
  'report.start': {
    args: z.object({ path: Path, overwrite: z.boolean(), options: ReportOptions }),
    result: z.object({ jobId: z.string() }),
  },
  /** The report as it would be, with few exhibits and nothing verified. Errors as of writing one. */
  'report.preview': {
    args: z.object({ options: ReportOptions, settings: ReportSettings.nullable() }),
    result: z.object({ html: z.string(), exhibits: z.number() }),
  },
};
