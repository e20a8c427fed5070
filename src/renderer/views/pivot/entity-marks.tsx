// What the examiner put on an entity, beside its name: flag, label, tags.
import { parseTarget, targetText } from '../../../shared/annotations.ts';
import type { PivotKind } from '../../../shared/pivots.ts';
import { TagList } from '../../components/annotations/tags.tsx';
import { BookmarkMark } from '../../components/outcome-marks.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCall } from '../../data/queries.ts';
import { usePivot } from './use-pivot.ts';

export function EntityMarks({ kind, value }: { kind: PivotKind; value: string }) {
  // Of an actor it stands with its id, whichever of its names led here.
  const page = usePivot(kind, value).data;
  const target = targetText({ kind: 'entity', of: kind, value: page?.who ?? value });
  const asked = useCall('annotations.get', { targets: [target] }, { enabled: page !== undefined && parseTarget(target) !== null });
  const own = asked.data?.annotated[0];
  if (!own) return null;
  return (
    <span className="tc-entity-marks" data-testid="entity-marks">
      <BookmarkMark colour={own.bookmark?.colour ?? null} label={own.bookmark?.label} />
      {own.bookmark && own.bookmark.label !== '' && <b>{oneLine(own.bookmark.label)}</b>}
      <TagList tags={own.tags.map(({ name }) => name)} />
    </span>
  );
}
