// The preview on paper: a frame without scripts, of an origin of its own, that can reach nothing.
import { useEffect, useRef } from 'react';
import { ErrorCallout, Skeleton } from '../../components/states.tsx';
import { errorOf } from '../../data/bridge.ts';
import { placeOf } from './choices.ts';
import type { Preview } from './use-preview.ts';

/** A section to be shown; a new object each time it is asked for. */
export interface Shown {
  section: string;
}

export function PreviewFrame({ preview, shown }: { preview: Preview; shown: Shown | null }) {
  const { address, isBehind, error } = preview;
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    if (frame.current && address !== null && shown) frame.current.src = `${address}#section-${shown.section}`;
  }, [address, shown]);
  const code = error === null ? '' : errorOf(error).code;
  return (
    <div className="tc-report-preview" data-testid="report-preview" data-behind={isBehind} aria-busy={isBehind && address === null}>
      <p className="tc-report-preview-state tc-small tc-dim" role="status">
        {isBehind
          ? 'The preview follows …'
          : error !== null
            ? '✖ Not what is chosen now: an earlier preview'
            : 'Preview: nothing verified, long sections cut'}
      </p>
      {error !== null && placeOf(code) === 'preview' && <ErrorCallout error={error} title="No preview" testid="preview-error" />}
      {address === null ? (
        error === null && <Skeleton rows={18} />
      ) : (
        <iframe
          ref={frame}
          src={address}
          sandbox=""
          referrerPolicy="no-referrer"
          title="Preview of the report"
          data-testid="preview-frame"
        />
      )}
    </div>
  );
}
