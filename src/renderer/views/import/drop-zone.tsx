// Takes what is dropped anywhere on the window.
import { useEffect, useState } from 'react';
import { attempt, noticeError } from '../../components/notices.tsx';
import { withMore } from '../../state/case-screen.ts';
import { useSession } from '../../state/session.tsx';
import { readDrop } from './drop.ts';

/** `onEvidence` overrides importing into the open case (the start screen has none yet). */
export function DropZone({ onEvidence }: { onEvidence?: (paths: readonly string[]) => void }) {
  const { open, chosen, choose } = useSession();
  const [over, setOver] = useState(false);
  useEffect(() => {
    // dragenter and dragleave come for every element passed: only their balance says whether files are over the window.
    let depth = 0;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth++;
      setOver(true);
    };
    const leave = () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const dragOver = (event: DragEvent) => {
      // Without this, Chromium would open the file in place of the window.
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = hasFiles(event) ? 'copy' : 'none';
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      depth = 0;
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      const paths = files.map((file) => window.trailcase.pathOf(file)).filter((path) => path !== '');
      if (paths.length === 0) {
        noticeError(new Error('What was dropped has no path on this computer. Save it as a file first.'));
        return;
      }
      const meant = readDrop(paths);
      if ('open' in meant) attempt(open(meant.open));
      else if (onEvidence) onEvidence(meant.evidence);
      // Into an open dialog: to what is chosen already.
      else choose(withMore(chosen, meant.evidence));
    };
    addEventListener('dragenter', enter);
    addEventListener('dragleave', leave);
    addEventListener('dragover', dragOver);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragenter', enter);
      removeEventListener('dragleave', leave);
      removeEventListener('dragover', dragOver);
      removeEventListener('drop', drop);
    };
  }, [open, chosen, choose, onEvidence]);
  if (!over) return null;
  return (
    <div className="tc-drop" data-testid="drop-zone">
      {onEvidence ? 'Drop to make a case of it, or to open a case file' : 'Drop to add it as evidence'}
    </div>
  );
}
