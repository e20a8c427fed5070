// The span that was chosen, found again among the chains: as a whole, or as one of the single digests.
import type { Chain, ChainSpan } from '../../../../shared/integrity.ts';
import { useCall } from '../../../data/queries.ts';
import type { ChosenSpan } from '../../../state/view-state.ts';
import { isChosen } from './strip-model.ts';

const NOWHERE: ChosenSpan = { chain: '', from: 0, to: 1, digest: null };

/** Null when nothing is chosen, or when the evidence no longer says the same. */
export function useChosen(chains: readonly Chain[], chosen: ChosenSpan | null): { chain: Chain; span: ChainSpan } | null {
  const chain = chains.find(({ id }) => id === chosen?.chain);
  const whole = chain?.spans.find((span) => isChosen(span, chosen));
  const { from, to } = chosen ?? NOWHERE;
  const asked = useCall(
    'integrity.digests',
    { chain: chain?.id ?? '', from, to: Math.max(to, from + 1), limit: 50 },
    { enabled: chain !== undefined && whole === undefined },
  );
  const span = whole ?? asked.data?.spans.find((one) => isChosen(one, chosen));
  return chain && span ? { chain, span } : null;
}
