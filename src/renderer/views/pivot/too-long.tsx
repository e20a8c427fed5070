// In place of the page of a value that is too long for filters: all of a page follows from one.
import { addTerm } from '../../../shared/filter.ts';
import { LONGEST_VALUE } from '../../../shared/filter-edit.ts';
import { PIVOT_FIELDS, type PivotKind } from '../../../shared/pivots.ts';
import { grouped } from '../../../shared/text.ts';
import { CopyButton } from '../../components/copy.tsx';
import { Empty } from '../../components/states.tsx';
import { Door } from '../../components/texts.tsx';
import { useView } from '../../state/view-context.tsx';
import { KIND_WORDS, kindWord } from './words.ts';

export function TooLong({ kind, value }: { kind: PivotKind; value: string }) {
  const { openEvents } = useView();
  const filter = addTerm('', { field: PIVOT_FIELDS[kind], value, negated: false });
  return (
    <Empty title={`This ${kindWord(kind)} is too long for a page`} testid="pivot-too-long">
      It has {grouped(value.length)} characters; pages are made for up to {grouped(LONGEST_VALUE)}.{' '}
      <Door title="A filter by its first characters" onOpen={() => openEvents(filter)}>
        Events that begin like it
      </Door>{' '}
      <CopyButton text={value} what={KIND_WORDS[kind]} />
    </Empty>
  );
}
