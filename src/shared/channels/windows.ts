// Channels about the windows themselves, answered by Electron's main process.
import { z } from 'zod';
import { nothing } from './parts.ts';

/** A view as the page writes it down; main passes it on unread. */
const ViewText = z.string().max(100_000);

export const windowChannels = {
  /** One more window on the open case, which begins with a view. Not opened: no case is open, or there are as many as there may be. */
  'app.newWindow': { args: z.object({ view: ViewText }), result: z.object({ opened: z.boolean() }) },
  /** Of the window that asks, once its case is open. */
  'app.window': {
    args: nothing,
    result: z.object({
      /** By which it finds what it showed last in this case; 1 for the first. */
      number: z.number().int().min(1),
      /** What it is to begin with; null: with what it showed last. Told once. */
      view: ViewText.nullable(),
      /** Under what name drafts of the case lie on this computer: a copy of it has another. */
      drafts: z.string(),
    }),
  },
  /** What a start asks for once the page is there: a case to open and what to import into it; of one that named no case (null), what is offered for import. Told once. */
  'app.wanted': {
    args: nothing,
    result: z.object({ wanted: z.object({ openCase: z.string().nullable(), importPaths: z.array(z.string()) }).nullable() }),
  },
  /** Text and all else a size larger or smaller, or as designed (0), in every window; remembered. */
  'app.zoom': { args: z.object({ step: z.literal([-1, 0, 1]) }), result: z.object({ zoom: z.number() }) },
} as const;

/** Why a case is not open any more, though nobody closed it. */
export const CaseLost = z.object({
  path: z.string(),
  error: z.object({ code: z.string(), message: z.string(), advice: z.string() }),
});
export type CaseLost = z.infer<typeof CaseLost>;

/** What is chosen in the application's menu and done by the page of the window in front. */
const MENU_ACTS = ['undo', 'redo', 'newWindow', 'palette', 'keys', 'tour'] as const;
export const MenuPush = z.object({ act: z.enum(MENU_ACTS) });
export type MenuAct = (typeof MENU_ACTS)[number];
