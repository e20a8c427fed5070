// The preview on paper: a frame without scripts, of an origin of its own, that can reach nothing.
import { useCallback, useEffect, useRef, useState } from 'react';
import { ErrorCallout, Skeleton } from '../../components/states.tsx';
import { call } from '../../data/bridge.ts';
import type { Preview } from './use-preview.ts';

/** A section to be shown; a new object each time it is asked for. */
export interface Shown {
  section: string;
}

export function PreviewFrame({ preview, shown }: { preview: Preview; shown: Shown | null }) {
  const { address, isBehind, error, retry } = preview;
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
      {isShown && <Frame address={address} shown={shown} isBehind={isBehind} />}
      {address === null && error === null && <Skeleton rows={18} />}
    </div>
  );
}

/** Times in a row that a preview is put back into its frame after something else came to stand in it. */
const MOST_RETURNS = 3;

/** Ms in which a frame has begun to load what it is given. */
const LOADED_MS = 500;

interface FrameProps {
  address: string;
  shown: Shown | null;
  isBehind: boolean;
}

function Frame({ address, shown, isBehind }: FrameProps) {
  // Every way to a section is a frame of its own: a way to an anchor that meets the reload of a newer preview is lost in Chromium now and then, or keeps
  // the newer one out.
  const [standing, setStanding] = useState({ frames: 0, anchor: '' });
  const failed = useRef(0);
  const asked = useRef<Shown | null>(null);
  useEffect(() => {
    // In a newer preview that is on its way the section may stand elsewhere.
    if (shown === null || shown === asked.current || isBehind) return;
    asked.current = shown;
    setStanding(({ frames }) => ({ frames: frames + 1, anchor: `#section-${shown.section}` }));
  }, [shown, isBehind]);
  const behind = useRef(isBehind);
  behind.current = isBehind;
  /** No link leads out of a preview; should one, the frame would stand at a page that says so, and stay there. */
  const look = useCallback(async () => {
    const { holds } = await call('app.previewHolds', {});
    if (holds) failed.current = 0;
    else if (!behind.current && failed.current++ < MOST_RETURNS) setStanding((before) => ({ ...before, frames: before.frames + 1 }));
  }, []);
  // Once the newest is said to be there, and for each frame.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each frame is looked at, whatever it shows
  useEffect(() => {
    if (isBehind) return;
    const timer = setTimeout(() => void look().catch(() => {}), LOADED_MS);
    return () => clearTimeout(timer);
  }, [isBehind, standing.frames, look]);
  return (
    <iframe
      key={standing.frames}
      src={`${address}${standing.anchor}`}
      sandbox=""
      referrerPolicy="no-referrer"
      title="Preview of the report"
      onLoad={() => void look().catch(() => {})}
      data-testid="preview-frame"
    />
  );
}
