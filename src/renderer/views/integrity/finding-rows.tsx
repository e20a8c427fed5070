// Rows of what is not valid: a verdict, one sentence of what it means and one of what follows, and the ways to the thing itself.
import type { CSSProperties, ReactNode } from 'react';
import { printTerm } from '../../../shared/filter.ts';
import type { Chain, ChainSpan, Judged } from '../../../shared/integrity.ts';
import {
  KIND_OF_JUDGED,
  type Meaning,
  STATE_WORDS,
  spanMeaning,
  type Tone,
  VERDICT_SIGNS,
  verdictMeaning,
} from '../../../shared/integrity-words.ts';
import { shortHash } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';
import { Cell, LoadingCell } from '../../components/cell.tsx';
import { CopyButton } from '../../components/copy.tsx';
import { Door, FilePath } from '../../components/texts.tsx';
import { Value } from '../../components/value.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useZone } from '../../data/queries.ts';
import { useBytes } from '../../state/bytes.tsx';
import { useView } from '../../state/view-context.tsx';
import { integrityPatch } from '../../state/view-state.ts';

/** Height of a row: two lines of words, one of facts. */
export const FILE_ROW = 68;

interface RowProps {
  place: CSSProperties;
  index: number;
  kind: 'span' | 'file';
  sign: string;
  word: string;
  what: string;
  tone: Tone;
  words: Meaning;
  children: ReactNode;
}

function FindingRow({ place, index, kind, sign, word, what, tone, words, children }: RowProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
    // biome-ignore lint/a11y/useFocusableInteractive: what can be done stands in the cells
    <div
      className={`tc-row tc-finding${index % 2 ? ' tc-odd' : ''}`}
      style={place}
      role="row"
      aria-rowindex={index + 1}
      data-testid="finding"
      data-kind={kind}
    >
      <Cell className={`tc-finding-verdict tc-verdict-${tone}`}>
        {sign} {word}
        <span className="tc-dim">{what}</span>
      </Cell>
      <Cell className="tc-finding-body">
        <span className="tc-finding-words" title={`${words.meaning}\n${words.consequence}`}>
          {words.meaning} <strong>{words.consequence}</strong>
        </span>
        <span className="tc-finding-facts">{children}</span>
      </Cell>
    </div>
  );
}

export function SpanFinding({ chain, span, place, index }: { chain: Chain; span: ChainSpan; place: CSSProperties; index: number }) {
  const { go } = useView();
  const zone = useZone();
  const state = STATE_WORDS[span.state];
  const open = () => {
    const room = Math.max(span.to - span.from, 6 * 3_600_000);
    go({
      ...integrityPatch('chains'),
      integrityChosen: { chain: chain.id, from: span.from, to: span.to, digest: span.digest },
      integritySpan: { from: span.from - room, to: span.to + room },
    });
  };
  return (
    <FindingRow place={place} index={index} kind="span" {...state} what="span of time" words={spanMeaning(span, chain)}>
      <Door title="Show it on its strip" onOpen={open} testid="finding-strip">
        {formatTime(span.from, zone)} – {formatTime(span.to, zone)}
      </Door>
      <Value field="accountId" value={chain.account} />
      <Value field="awsRegion" value={chain.region} />
      <span>{oneLine(chain.trail)}</span>
      <span className="tc-dim tc-ellipsis" title={oneLine(span.reason)}>
        {oneLine(span.reason)}
      </span>
    </FindingRow>
  );
}

const HASH = /^[0-9a-f]{64}$/;

export function FileFinding({
  row,
  place,
  index,
}: {
  row: (Judged & { path: string | null }) | undefined;
  place: CSSProperties;
  index: number;
}) {
  const { openEvents } = useView();
  const { show } = useBytes();
  if (!row) {
    return (
      // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
      // biome-ignore lint/a11y/useFocusableInteractive: nothing can be done with it
      <div className="tc-row tc-finding" style={place} role="row" aria-rowindex={index + 1}>
        <LoadingCell />
      </div>
    );
  }
  const { sign, tone } = VERDICT_SIGNS[row.verdict];
  const here = HASH.test(row.key);
  const path = row.path ?? (here ? '' : row.key);
  return (
    <FindingRow
      place={place}
      index={index}
      kind="file"
      sign={sign}
      word={row.verdict}
      what={KIND_OF_JUDGED[row.kind]}
      tone={tone}
      words={verdictMeaning(row)}
    >
      {here && (
        <>
          <Door
            title={`Show the bytes of ${row.key}`}
            testid="finding-bytes"
            onOpen={() => show({ sha256: row.key, of: 'content', mark: null, path })}
          >
            {shortHash(row.key)}
          </Door>
          <CopyButton text={row.key} what="SHA-256" />
          {(row.kind === 'log' || row.kind === 'result') && (
            <Door
              title="The events of this file"
              testid="finding-events"
              onOpen={() => openEvents(printTerm({ field: 'evidence', value: row.key, negated: false }))}
            >
              its events
            </Door>
          )}
        </>
      )}
      <span className="tc-path tc-finding-path" title={path}>
        <FilePath path={path} />
      </span>
      <CopyButton text={path} what={row.path === null ? 'key of the object' : 'path'} />
      <span className="tc-dim tc-ellipsis" title={oneLine(row.reason)}>
        {oneLine(row.reason)}
      </span>
    </FindingRow>
  );
}
