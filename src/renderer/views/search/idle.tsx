// Before anything is searched for: what a search does, and the searches that are still kept.
import type { SearchAsked } from '../../../shared/domain.ts';
import { Empty } from '../../components/states.tsx';
import { Door } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCall, useCase } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import { NoEvidence } from '../import/no-evidence.tsx';
import { quoted } from './search-words.ts';

export function Idle() {
  const { go } = useView();
  const { events } = useCase();
  const kept = useCall('search.list', {}).data?.searches ?? [];
  const open = ({ text, regex, ignoreCase, filter }: SearchAsked) =>
    go({ search: { text, regex, matchCase: !ignoreCase, everything: filter === '' }, ...(filter !== '' && { filter }) });
  if (events === 0)
    return <NoEvidence>Here you can look for any text in the raw records, however JSON wrote it, and see where it stands.</NoEvidence>;
  return (
    <Empty title="Search the raw records" testid="search-idle">
      <p>
        Every stored record is read again, so that the answer rests on the evidence and on nothing derived from it. A text is found as it
        stands, and where JSON escaped it: quotes, slashes, letters such as é, also within policies that are JSON in a string of JSON.
      </p>
      {kept.length > 0 && (
        <ul className="tc-search-kept" aria-label="Searches that are kept">
          {kept.toReversed().map((one) => (
            <li key={one.jobId}>
              <Door title="Open this search" onOpen={() => open(one)}>
                {quoted(one.text)}
              </Door>
              {one.filter !== '' && (
                <>
                  {' '}
                  in <code>{oneLine(one.filter)}</code>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </Empty>
  );
}
