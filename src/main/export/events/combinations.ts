// The texts that recurring combinations stand for, made into pieces of output once and kept: a million events have some thousand of them.
import type { ReadConnection } from '../../case/open.ts';
import { Kept } from './kept.ts';

/** What was called, and how it ended. */
export interface CallTexts {
  eventName: string | null;
  eventSource: string | null;
  awsRegion: string | null;
  accountId: string | null;
  errorCode: string | null;
}

/** As whom. */
export interface IdentityTexts {
  actor: string | null;
  accessKeyId: string | null;
}

/** From where, and by which program. */
export interface OriginTexts {
  sourceIPAddress: string | null;
  userAgent: string | null;
}

/** Table and columns of each combination. */
const PLACES = {
  call: {
    table: 'calls',
    columns: { eventName: 'event_name', eventSource: 'event_source', awsRegion: 'region', accountId: 'account', errorCode: 'error_code' },
  },
  identity: { table: 'identities', columns: { actor: 'actor', accessKeyId: 'access_key' } },
  origin: { table: 'origins', columns: { sourceIPAddress: 'source_ip', userAgent: 'user_agent' } },
} as const;

/** Pieces by row id of the combination. @param make a piece of its texts */
export function piecesOf<Texts, Piece>(db: ReadConnection, of: keyof typeof PLACES, make: (texts: Texts) => Piece): Kept<Piece> {
  const { table, columns } = PLACES[of];
  const values = Object.entries(columns).map(([name, column]) => `(SELECT value FROM terms WHERE id = c.${column}) AS ${name}`);
  const rows = db.prepare(`SELECT c.id, ${values.join(', ')} FROM json_each(?) j CROSS JOIN ${table} c ON c.id = j.value`);
  return new Kept((ids) =>
    (rows.all(ids) as ({ id: number } & Record<string, string | null>)[]).map(({ id, ...texts }) => {
      const characters = Object.values(texts).reduce((sum, text) => sum + (text?.length ?? 0), 0);
      return [id, make(texts as unknown as Texts), characters] as const;
    }),
  );
}
