// All about a chosen span: what it is, from when to when, what it means and what follows, and the ways on from there.
import { Button } from '@blueprintjs/core';
import { Cross } from '@blueprintjs/icons';
import type { Chain, ChainSpan } from '../../../../shared/integrity.ts';
import { isProven, STATE_WORDS, spanMeaning } from '../../../../shared/integrity-words.ts';
import { lengthWords } from '../../../../shared/text.ts';
import { isoUtc } from '../../../../shared/time.ts';
import { CopyButton } from '../../../components/copy.tsx';
import { Door, Hash, Time } from '../../../components/texts.tsx';
import { Value } from '../../../components/value.tsx';
import { oneLine, visibleText } from '../../../components/visible-text.ts';
import { useBytes } from '../../../state/bytes.tsx';
import { useView } from '../../../state/view-context.tsx';
import { findingsPatch } from '../../../state/view-state.ts';
import { Swatch } from './legend.tsx';
import { countsOf } from './strip-model.ts';

interface SpanPanelProps {
  chain: Chain;
  span: ChainSpan;
  /** Shows the span's digests singly; null when they are. */
  nearer: (() => void) | null;
  close: () => void;
}

export function SpanPanel({ chain, span, nearer, close }: SpanPanelProps) {
  const { go } = useView();
  const { show } = useBytes();
  const { sign, word, tone } = STATE_WORDS[span.state];
  const { meaning, consequence } = spanMeaning(span, chain);
  const { digest } = span;
  return (
    <section className="tc-span-panel" aria-label="Chosen span" data-testid="span-panel" data-state={span.state} tabIndex={-1}>
      <header className="tc-span-head">
        <Swatch state={span.state} />
        <strong className={`tc-verdict-${tone}`}>
          {sign} {word}
        </strong>
        <Value field="accountId" value={chain.account} /> <Value field="awsRegion" value={chain.region} />
        <span className="tc-mono tc-ellipsis">{oneLine(chain.trail)}</span>
        <span className="tc-grow" />
        {nearer && <Button size="small" text="Show its digests" onClick={nearer} data-testid="span-nearer" />}
        <Button variant="minimal" size="small" icon={<Cross size={14} />} aria-label="Close" title="Close" onClick={close} />
      </header>
      <p className="tc-span-words" data-testid="span-words">
        {meaning} <strong>{consequence}</strong>
      </p>
      <dl className="tc-fields">
        <dt>From</dt>
        <dd>
          <Time ms={span.from} /> <span className="tc-mono tc-dim">{isoUtc(span.from)}</span>
          <CopyButton text={isoUtc(span.from)} what="time in UTC" />
        </dd>
        <dt>To</dt>
        <dd>
          <Time ms={span.to} /> <span className="tc-mono tc-dim">{isoUtc(span.to)}</span>
          <CopyButton text={isoUtc(span.to)} what="time in UTC" />{' '}
          <span className="tc-dim">{lengthWords(span.to - span.from)} of delivery; events lie some minutes before</span>
        </dd>
        <dt>Holds</dt>
        <dd>
          {countsOf(span)}
          {!isProven(span.state) && (
            <>
              {' · '}
              <Door title="Everything of this chain that is not valid" onOpen={() => go(findingsPatch(chain.id))} testid="span-findings">
                what is not valid in this chain
              </Door>
            </>
          )}
        </dd>
        {span.reason !== '' && (
          <>
            <dt>Reason</dt>
            <dd>{visibleText(span.reason)}</dd>
          </>
        )}
        {digest !== null && (
          <>
            <dt>Digest</dt>
            <dd>
              <Hash hex={digest} what="SHA-256 of the digest file" whole />{' '}
              <Door
                title="Show the bytes of the digest"
                testid="span-bytes"
                onOpen={() => show({ sha256: digest, of: 'content', mark: null, path: `digest of ${chain.region}` })}
              >
                its bytes
              </Door>{' '}
              ·{' '}
              <Door
                title="Digests among the evidence"
                onOpen={() => go({ view: 'evidence', evidenceTab: 'inventory', evidenceKind: 'digest' })}
              >
                all digests
              </Door>
            </dd>
          </>
        )}
        <dt>Buckets</dt>
        <dd className="tc-path">{chain.buckets.map(oneLine).join(', ') || '–'}</dd>
      </dl>
    </section>
  );
}
