// The preview on paper: a frame without scripts, of an origin of its own, that can reach nothing.
import { useEffect, useRef, useState } from 'react';
import { ErrorCallout, Skeleton } from '../../components/states.tsx';
import { call } from '../../data/bridge.ts';
import type { Preview } from './use-preview.ts';

/** A section to be shown; a new object each time it is asked for. */
export interface Shown {
  section: string;
}

export function PreviewFrame({ preview, shown }: { preview: Preview; shown: Shown | null }) {
  const { address, isBehind, error, placing, retry } = preview;
  // What is shown is what is chosen, or nothing: an earlier preview in the place of one that failed would be taken for it.
  const isShown = address !== null && error === null;
  return (
    <div className="tc-report-preview" data-testid="report-preview" data-behind={isBehind} aria-busy={isBehind}>
      <p className="tc-report-preview-state tc-small tc-dim" role="status">
        {isBehind
          ? 'The preview follows …'
          : error !== null
            ? '✖ No preview of what is chosen now'
            : 'Preview: nothing verified, long sections cut'}
      </p>
      {error !== null && (
        <div className="tc-report-preview-error">
          <ErrorCallout error={error} title="No preview" testid="preview-error" retry={retry} />
        </div>
      )}
      {isShown && <Frame address={address} shown={shown} isBehind={isBehind} placing={placing} />}
      {address === null && error === null && <Skeleton rows={18} />}
    </div>
  );
}

/** Times in a row that a preview is put back into its frame after something else came to stand in it. */
const MOST_RETURNS = 3;

/** Ms in which a frame has begun to load what it is given. */
const LOADED_MS = 500;

interface FrameProps extends Pick<Preview, 'isBehind' | 'placing'> {
  address: string;
  shown: Shown | null;
}

function Frame({ address, shown, isBehind, placing }: FrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [returns, setReturns] = useState(0);
  const failed = useRef(0);
  const behind = useRef(isBehind);
  behind.current = isBehind;
  /** Asked for while a newer preview is on its way, in which the section may stand elsewhere. */
  const wanted = useRef<Shown | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a frame that was put back goes where the last one was
  useEffect(() => {
    if (behind.current || placing.current) wanted.current = shown;
    // Going there while it comes into the frame would keep it out.
    if (frame.current && shown && !placing.current) frame.current.src = `${address}#section-${shown.section}`;
  }, [address, shown, returns]);
  // Once it is said to be there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `look` reads nothing that is drawn
  useEffect(() => {
    if (isBehind) return;
    const timer = setTimeout(() => void look().catch(() => {}), LOADED_MS);
    return () => clearTimeout(timer);
  }, [isBehind]);
  const onLoad = () => {
    placing.current = false;
    if (frame.current && wanted.current) frame.current.src = `${address}#section-${wanted.current.section}`;
    if (!behind.current) wanted.current = null;
    void look().catch(() => {});
  };
  /** No link leads out of a preview; should one, the frame would stand at a page that says so, and stay there. */
  const look = async () => {
    const { holds } = await call('app.previewHolds', {});
    if (holds) failed.current = 0;
    else if (failed.current++ < MOST_RETURNS) {
      placing.current = false;
      setReturns((before) => before + 1);
    }
  };
  return (
    <iframe
      key={returns}
      ref={frame}
      src={address}
      sandbox=""
      referrerPolicy="no-referrer"
      title="Preview of the report"
      onLoad={onLoad}
      data-testid="preview-frame"
    />
  );
}
