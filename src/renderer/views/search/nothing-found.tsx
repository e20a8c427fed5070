// No event says it: whether the logs could have shown it, where the text may be all the same, and what else could be asked.
import { Button } from '@blueprintjs/core';
import type { SearchAsked, SearchSummary } from '../../../shared/domain.ts';
import { Door, plural } from '../../components/texts.tsx';
import { useView } from '../../state/view-context.tsx';
import type { SearchState } from '../../state/view-state.ts';
import { Explained } from '../events/no-events.tsx';

export function NothingFound({ question, summary }: { question: SearchAsked; summary: SearchSummary }) {
  return (
    <Explained
      filter={question.filter}
      search={{ text: question.text, events: summary.events }}
      actions={<OtherQuestions question={question} />}
    >
      <NotSearched summary={summary} />
    </Explained>
  );
}

function OtherQuestions({ question }: { question: SearchAsked }) {
  const { state, go } = useView();
  const ask = (patch: Partial<SearchState>) => state.search && go({ search: { ...state.search, ...patch } });
  return (
    <div className="tc-search-tries">
      {!question.ignoreCase && <Button size="small" text="Ignore case" onClick={() => ask({ matchCase: false })} />}
      {question.filter !== '' && (
        <Button size="small" text="Search all events" data-testid="search-all" onClick={() => ask({ everything: true })} />
      )}
    </div>
  );
}

/** Evidence that is no event's: the text may be in it. */
function NotSearched({ summary: { withoutEvents, recordProblems } }: { summary: SearchSummary }) {
  const { go } = useView();
  if (withoutEvents === 0 && recordProblems === 0) return null;
  return (
    <section className="tc-nothing-section" aria-labelledby="nothing-unsearched" data-testid="search-unsearched">
      <h4 id="nothing-unsearched">Not searched</h4>
      <div>
        {withoutEvents > 0 && (
          <p>
            <Door title="The inventory" onOpen={() => go({ view: 'evidence', evidenceTab: 'inventory', evidenceKind: null })}>
              {plural(withoutEvents, 'item')}
            </Door>{' '}
            listed without bytes: archives, files that are not CloudTrail or are not opened.
          </p>
        )}
        {recordProblems > 0 && (
          <p>
            <Door title="Problems" onOpen={() => go({ view: 'evidence', evidenceTab: 'problems', problemCode: null })}>
              {plural(recordProblems, 'record')}
            </Door>{' '}
            that could not become an event.
          </p>
        )}
      </div>
    </section>
  );
}
