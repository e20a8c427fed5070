// Asks what AWS's digests say of an item; the answer comes from the last judgement of this session, nothing is judged for it.
import type { Result } from '../../../shared/channels.ts';
import type { ItemKind } from '../../../shared/domain.ts';
import type { Verdict } from '../../../shared/integrity.ts';
import { useCall } from '../../data/queries.ts';
import { useAttestation } from '../../state/attestation.ts';
import { type Delivered, delivered } from './delivered.ts';

export interface DeliveredAnswer {
  said: Delivered;
  verdict: Verdict | null;
  digest: Result<'integrity.item'>['digest'];
  /** Whether the digests of the case were judged at all. */
  judged: boolean;
  busy: boolean;
}

/** Null while the answer is on its way, or could not be had. */
export function useDelivered(sha256: string, kind: ItemKind): DeliveredAnswer | null {
  const { attestation, job } = useAttestation();
  const { data } = useCall('integrity.item', { sha256 });
  if (!data) return null;
  const judged = attestation !== null;
  return {
    said: delivered(data, judged, kind),
    verdict: data.judged?.verdict ?? null,
    digest: data.digest,
    judged,
    busy: job !== null,
  };
}
