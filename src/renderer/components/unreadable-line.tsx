// Says that evidence could not be read for what is shown: an answer that may lack something never looks whole.
import { plural } from './texts.tsx';

/** @param missing what may be missing because of it, in the plural */
export function UnreadableLine({ items, missing }: { items: number; missing: string }) {
  if (items === 0) return null;
  return (
    <p className="tc-verdict-invalid" data-testid="unreadable-line">
      ✖ {plural(items, 'item')} could not be read, or not wholly: {missing} may be missing
    </p>
  );
}
