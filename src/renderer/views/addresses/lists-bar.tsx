// The watch lists of the case: each with its day and size, a way to its hits, and one to take it away.
import { Button } from '@blueprintjs/core';
import { Cross } from '@blueprintjs/icons';
import { useState } from 'react';
import { addTerm } from '../../../shared/filter.ts';
import { grouped, plural } from '../../../shared/text.ts';
import { leftOutWords, listLabel, WATCH_SIGN, type WatchList } from '../../../shared/watch-lists.ts';
import { attempt } from '../../components/notices.tsx';
import { Answered } from '../../components/states.tsx';
import { Door } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { call } from '../../data/bridge.ts';
import { useCall } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import { type ChosenList, ListDialog } from './list-dialog.tsx';

export function ListsBar() {
  const asked = useCall('lists.list', {});
  const unmarked = useCall('addresses.marks', {}, { keep: true }).data?.more ?? 0;
  const [chosen, setChosen] = useState<ChosenList | null>(null);
  const pick = async () => {
    const [path] = (await call('app.pickWatchList', {})).paths;
    if (path !== undefined) setChosen({ path, read: await call('lists.preview', { path }) });
  };
  return (
    <div className="tc-toolbar tc-address-lists" data-testid="watch-lists">
      <span className="tc-dim">Watch lists</span>
      <Answered asked={asked} skeleton={<span className="tc-dim">…</span>}>
        {({ lists }) =>
          lists.length === 0 ? (
            <span className="tc-dim">none loaded: addresses on one are marked {WATCH_SIGN} on every screen</span>
          ) : (
            lists.map((list) => <ListChip key={list.name} list={list} />)
          )
        }
      </Answered>
      {unmarked > 0 && (
        <span className="tc-job-warning" data-testid="lists-unmarked">
          {plural(unmarked, 'further address', 'further addresses')} on lists bear no mark: has:list finds them
        </span>
      )}
      <span className="tc-grow" />
      <Button
        size="small"
        text="Load a watch list …"
        disabled={asked.data === undefined}
        onClick={() => attempt(pick())}
        data-testid="list-pick"
      />
      {chosen !== null && asked.data && <ListDialog chosen={chosen} loaded={asked.data.lists} close={() => setChosen(null)} />}
    </div>
  );
}

function ListChip({ list }: { list: WatchList }) {
  const { state, go } = useView();
  const title = [`${grouped(list.entries)} entries`, leftOutWords(list), `loaded by ${list.author}`, `SHA-256 ${list.sha256}`];
  const hits = addTerm(state.filter, { field: 'list', value: list.name, negated: false });
  return (
    <span className="tc-address-chip" data-testid="watch-list">
      <Door
        title={`${title
          .filter((line) => line !== '')
          .map(oneLine)
          .join('\n')}\nclick: only its hits`}
        onOpen={() => go({ filter: hits })}
      >
        {WATCH_SIGN} {oneLine(listLabel(list))}
      </Door>
      <Button
        variant="minimal"
        size="small"
        icon={<Cross size={12} />}
        aria-label={`Remove the watch list ${oneLine(list.name)}`}
        title="Remove: its bytes and its history stay in the case"
        onClick={() => attempt(call('lists.remove', { name: list.name }))}
        data-testid="list-remove"
      />
    </span>
  );
}
