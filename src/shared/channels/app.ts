// The application as it stands, and how it looks: part of the channel map.
import { z } from 'zod';
import { nothing } from './parts.ts';

const Theme = z.enum(['system', 'light', 'dark']);

/** Answered by Electron's main process. */
export const appChannels = {
  'app.state': {
    args: nothing,
    result: z.object({
      version: z.string(),
      platform: z.string(),
      recent: z.array(z.object({ path: z.string(), title: z.string(), at: z.number() })),
      /** Case to open at once, given on the command line; null for the start screen. */
      openCase: z.string().nullable(),
      /** Paths to import into `openCase` at once. */
      importPaths: z.array(z.string()),
      examiner: z.string(),
      theme: Theme,
      timezone: z.string(),
    }),
  },
  'app.setTheme': { args: z.object({ theme: Theme }), result: nothing },
} as const;
