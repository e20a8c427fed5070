// Everything that is not valid, worst first: spans of the chains, then single files; each with its meaning and its consequence.
import { Button } from '@blueprintjs/core';
import { Cross } from '@blueprintjs/icons';
import { useMemo } from 'react';
import type { Attestation } from '../../../shared/integrity.ts';
import { VERDICT_SIGNS } from '../../../shared/integrity-words.ts';
import { grouped } from '../../../shared/text.ts';
import { Empty, ErrorCallout, Skeleton } from '../../components/states.tsx';
import { plural } from '../../components/texts.tsx';
import { VirtualRows } from '../../components/virtual-rows.tsx';
import { usePaged } from '../../data/paged.ts';
import { useView } from '../../state/view-context.tsx';
import type { FindingsOf } from '../../state/view-state.ts';
import { openSpans } from './chains/strip-model.ts';
import { FILE_ROW, FileFinding, SpanFinding } from './finding-rows.tsx';

const CHOICES: readonly FindingsOf[] = ['all', 'spans', 'invalid', 'missing', 'unverifiable', 'unattested', 'valid'];

export function FindingsTab({ attestation }: { attestation: Attestation }) {
  const { state, go } = useView();
  const { integrityChain: chainId, integrityFindings: of } = state;
  const chain = attestation.chains.find(({ id }) => id === chainId) ?? null;
  const spans = useMemo(() => openSpans(chain ? [chain] : attestation.chains), [attestation.chains, chain]);
  const list = usePaged('integrity.items', { verdicts: of === 'all' || of === 'spans' ? [] : [of], chain: chain?.id ?? null });
  const counts = list.first?.counts ?? {};
  const shownSpans = of === 'all' || of === 'spans' ? spans : [];
  const files = of === 'spans' ? 0 : list.total;
  const open = CHOICES.slice(2, 6).reduce((sum, verdict) => sum + (counts[verdict] ?? 0), 0);
  const countOf = (choice: FindingsOf): number | undefined => {
    if (choice === 'spans') return spans.length;
    if (!list.first) return undefined;
    return choice === 'all' ? open + spans.length : (counts[choice] ?? 0);
  };
  return (
    <>
      <div className="tc-findings-bar">
        <fieldset className="tc-kinds" aria-label="Verdicts">
          {CHOICES.map((choice) => (
            <button
              key={choice}
              type="button"
              className={`tc-kind${of === choice ? ' tc-kind-on' : ''}`}
              aria-pressed={of === choice}
              onClick={() => go({ integrityFindings: choice })}
              data-testid={`findings-${choice}`}
            >
              {choice === 'all'
                ? 'All that is not valid'
                : choice === 'spans'
                  ? 'Spans of time'
                  : `${VERDICT_SIGNS[choice].sign} ${choice}`}{' '}
              <span className="tc-number">{countOf(choice) === undefined ? '…' : grouped(countOf(choice) ?? 0)}</span>
            </button>
          ))}
        </fieldset>
        {chain && (
          <span className="tc-term" data-testid="findings-chain">
            <span className="tc-term-field">chain</span>
            <span className="tc-term-value">
              {chain.account} {chain.region} {chain.trail}
            </span>
            <Button
              variant="minimal"
              size="small"
              icon={<Cross size={12} />}
              aria-label="All chains"
              title="All chains"
              onClick={() => go({ integrityChain: null })}
            />
          </span>
        )}
      </div>
      {list.error !== null && <ErrorCallout error={list.error} retry={list.retry} title="What is not valid could not be listed" />}
      {!list.first && list.error === null && <Skeleton rows={10} />}
      {list.first && shownSpans.length + files === 0 && (
        <Empty title={of === 'all' ? 'Everything is valid' : 'None of these'} testid="findings-none">
          {plural(attestation.digests.valid, 'digest')} and {plural(attestation.logs.valid, 'log file')} of{' '}
          {plural(attestation.chains.length, 'chain')} were judged valid
          {chain ? '; only one chain was looked at here' : ''}.
        </Empty>
      )}
      {list.first && shownSpans.length + files > 0 && (
        <VirtualRows
          count={shownSpans.length + files}
          rowHeight={FILE_ROW}
          minWidth={560}
          label="What is not valid"
          testid="findings"
          onRange={(first, end) => list.onRange(Math.max(0, first - shownSpans.length), Math.max(0, end - shownSpans.length))}
          renderRow={(index, place) => {
            const span = shownSpans[index];
            if (span) return <SpanFinding key={`span ${index}`} {...span} place={place} index={index} />;
            return <FileFinding key={`file ${index}`} row={list.row(index - shownSpans.length)} place={place} index={index} />;
          }}
        />
      )}
    </>
  );
}
