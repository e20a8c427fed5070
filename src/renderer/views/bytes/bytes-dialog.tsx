// The bytes of an evidence item as hexadecimal and text, with a range marked. Attackers write this text: it is shown as text, byte by byte.
import { Button, Dialog, DialogBody, InputGroup, SegmentedControl } from '@blueprintjs/core';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { grouped } from '../../../shared/text.ts';
import { CopyButton } from '../../components/copy.tsx';
import { ErrorCallout, Skeleton } from '../../components/states.tsx';
import { Hash } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCall } from '../../data/queries.ts';
import { type ShownBytes, useBytes } from '../../state/bytes.tsx';
import { beginFor, hexLines, LINE, readOffset } from './hex.ts';

/** Lines on a page. */
const LINES = 32;
const PAGE = LINES * LINE;

export function BytesDialog() {
  const { shown, close } = useBytes();
  if (shown === null) return null;
  return <Bytes key={`${shown.sha256} ${shown.mark?.offset}`} shown={shown} close={close} />;
}

function Bytes({ shown, close }: { shown: ShownBytes; close: () => void }) {
  const [of, setOf] = useState(shown.of);
  const mark = of === shown.of ? shown.mark : null;
  const [begin, setBegin] = useState(() => beginFor(shown.mark?.offset ?? 0, Number.MAX_SAFE_INTEGER, PAGE));
  const [wanted, setWanted] = useState('');
  const answer = useCall('evidence.bytes', { sha256: shown.sha256, of, offset: begin, length: PAGE, mark }, { keep: true });
  const { data } = answer;
  const size = data?.size ?? 0;
  const lines = useMemo(() => hexLines(data?.hex ?? '', begin, mark), [data?.hex, begin, mark]);
  const last = Math.max(0, Math.ceil(size / LINE) * LINE - PAGE);
  const go = (to: number): void => setBegin(Math.max(0, Math.min(to, last)));
  /** Where a key leads, in bytes into the item. */
  const targets = new Map([
    ['PageDown', begin + PAGE],
    ['PageUp', begin - PAGE],
    ['ArrowDown', begin + LINE],
    ['ArrowUp', begin - LINE],
    ['Home', 0],
    ['End', last],
  ]);
  const onKey = (event: KeyboardEvent): void => {
    const target = targets.get(event.key);
    if (target === undefined || (event.target as HTMLElement).tagName === 'INPUT') return;
    event.preventDefault();
    go(target);
  };
  const jump = (): void => {
    const offset = readOffset(wanted);
    if (offset !== null) go(beginFor(offset, size, PAGE));
  };
  return (
    <Dialog isOpen onClose={close} className="tc-bytes" title={`Bytes of ${oneLine(shown.path.slice(shown.path.lastIndexOf('/') + 1))}`}>
      <DialogBody>
        <div className="tc-bytes-line">
          <SegmentedControl
            size="small"
            value={of}
            onValueChange={(value) => {
              setOf(value as typeof of);
              setBegin(value === shown.of ? beginFor(shown.mark?.offset ?? 0, Number.MAX_SAFE_INTEGER, PAGE) : 0);
            }}
            options={[
              { label: 'Decoded content', value: 'content' },
              { label: 'As delivered', value: 'delivered' },
            ]}
          />
          <span className="tc-dim">
            {grouped(size)} bytes{data && data.encoding !== 'identity' ? `, delivered as ${data.encoding}` : ''}
          </span>
          <span className="tc-grow" />
          <Button size="small" text="◂ Page" onClick={() => go(begin - PAGE)} disabled={begin === 0} title="Page Up" />
          <Button
            size="small"
            text="Page ▸"
            onClick={() => go(begin + PAGE)}
            disabled={begin >= last}
            title="Page Down"
            data-testid="bytes-next"
          />
          <InputGroup
            size="small"
            value={wanted}
            placeholder="Go to offset (0x…)"
            aria-label="Go to offset"
            onValueChange={setWanted}
            onKeyDown={(event) => event.key === 'Enter' && jump()}
            data-testid="bytes-offset"
          />
        </div>
        {answer.error !== null && <ErrorCallout error={answer.error} />}
        {!data && answer.error === null && <Skeleton rows={12} />}
        {data && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by keys
          <section className="tc-bytes-page" tabIndex={0} onKeyDown={onKey} aria-label="Bytes" data-testid="bytes-page">
            {lines.map(({ offset, cells }) => (
              <div key={offset} className="tc-bytes-row" data-offset={offset}>
                <span className="tc-dim">{offset.toString(16).padStart(8, '0')}</span>
                <span className="tc-bytes-hex">
                  {cells.map((cell, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a byte is its place
                    <span key={i} className={cell.marked ? 'tc-bytes-marked' : undefined}>
                      {cell.hex}
                    </span>
                  ))}
                </span>
                <span className="tc-bytes-text">
                  {cells.map((cell, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a byte is its place
                    <span key={i} className={cell.marked ? 'tc-bytes-marked' : undefined}>
                      {cell.text}
                    </span>
                  ))}
                </span>
              </div>
            ))}
          </section>
        )}
        <dl className="tc-fields">
          <dt>Item</dt>
          <dd>
            <Hash hex={shown.sha256} what="SHA-256 of the item" whole />
          </dd>
          {mark && (
            <>
              <dt>Marked</dt>
              <dd className="tc-mono" data-testid="bytes-mark">
                offset {grouped(mark.offset)}, {grouped(mark.length)} bytes of the decoded content
                <CopyButton text={`${mark.offset}+${mark.length}`} what="offset and length" />
              </dd>
              {data?.markSha256 && (
                <>
                  <dt>SHA-256 of it</dt>
                  <dd>
                    <Hash hex={data.markSha256} what="SHA-256 of the marked bytes" whole testid="bytes-mark-sha256" />
                  </dd>
                </>
              )}
            </>
          )}
        </dl>
      </DialogBody>
    </Dialog>
  );
}
