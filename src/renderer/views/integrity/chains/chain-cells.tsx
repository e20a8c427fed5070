// What stands beside a strip: whose it is, and what of it is not proven.
import type { Chain } from '../../../../shared/integrity.ts';
import { STATE_WORDS } from '../../../../shared/integrity-words.ts';
import { Cell } from '../../../components/cell.tsx';
import { Door, plural } from '../../../components/texts.tsx';
import { Value } from '../../../components/value.tsx';
import { oneLine } from '../../../components/visible-text.ts';
import { useView } from '../../../state/view-context.tsx';
import { findingsPatch } from '../../../state/view-state.ts';
import type { ChainSums } from './strip-model.ts';

/** Account, region and trail; the first two are handles. */
export function ChainLabel({ chain }: { chain: Chain }) {
  return (
    <Cell className="tc-cell tc-chain-label" title={`${chain.id}\nhome region ${chain.homeRegion || 'not known'}`}>
      <Value field="accountId" value={chain.account} inRow /> <Value field="awsRegion" value={chain.region} inRow />{' '}
      <span className="tc-dim">
        {chain.trail === '' ? 'no digests' : oneLine(chain.trail)}
        {chain.backfill && ' (backfill)'}
      </span>
    </Cell>
  );
}

export function ChainCounts({ chain, sums }: { chain: Chain; sums: ChainSums }) {
  const { go } = useView();
  const { sign, word, tone } = STATE_WORDS[sums.worst];
  return (
    <Cell className="tc-cell tc-right tc-number" title={`${plural(sums.digests, 'digest')}, ${plural(sums.logs, 'log file')}`}>
      {plural(sums.logs, 'log')}{' '}
      {sums.open === 0 ? (
        <span className="tc-verdict-valid" title="Every span of it is attested">
          ✓
        </span>
      ) : (
        <Door
          className={`tc-verdict-${tone}`}
          title={`${plural(sums.open, 'span')} not proven, the worst: ${word}`}
          onOpen={() => go(findingsPatch(chain.id))}
          testid="strip-open"
        >
          {sign} {plural(sums.open, 'span')}
        </Door>
      )}
    </Cell>
  );
}
