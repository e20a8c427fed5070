// Which identities a text means as a session: by the session's name, its ARN, its principal id or its key.
import { storable } from '../../case/term-hash.ts';
import type { LineageIndex } from './lineage-index.ts';

/** Fields of which one is what a session is called by. */
export const SESSION_FIELDS = ['sessionName', 'arn', 'principalId'] as const;

/** Row ids of identities, each once; empty where the case knows no such session. */
export function sessionIdentities({ credentials, events }: LineageIndex, text: string): number[] {
  const found = SESSION_FIELDS.flatMap((field) => {
    const dimension = events.dimension(field);
    return credentials.identitiesWith(dimension.numbers, dimension.numberOf(storable(text)));
  });
  const byKey = credentials.identitiesWith(credentials.keyOf, credentials.term(storable(text)));
  return [...new Set([...found, ...byKey])];
}
