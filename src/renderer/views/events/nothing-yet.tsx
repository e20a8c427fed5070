// What stands in place of the list while records are read that the filter needs, and none has matched so far.
import type { FilterReading } from '../../../shared/filter-reading.ts';
import { bytesText } from '../../../shared/text.ts';
import { Empty } from '../../components/states.tsx';

export function NothingYet({ reading: { state, done, total } }: { reading: FilterReading }) {
  const sofar = total > 0 ? `${bytesText(done)} of ${bytesText(total)} are read` : 'The reading begins';
  return (
    <Empty title={state === 'running' ? 'No match so far' : 'No match in what was read'} testid="nothing-yet">
      <p>
        The filter asks for what only the records themselves say. {sofar}
        {state === 'running' ? '; matches appear here as they are found.' : ': it is not known whether the rest has a match.'}
      </p>
    </Empty>
  );
}
