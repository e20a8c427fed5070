// Acts of the palette: every finding, and a new one.
import { EMPTY_FINDING } from '../../../shared/findings.ts';
import type { Action } from '../../app/palette/action.ts';
import { attempt } from '../../components/notices.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCall } from '../../data/queries.ts';
import { chooseFinding } from '../../state/finding-chooser.ts';
import { beginDraft } from '../../state/finding-drafts.ts';
import { useDraftPlace } from '../../state/session.tsx';
import { useView } from '../../state/view-context.tsx';
import { addFinding } from './put-finding.ts';

/** Makes a finding and opens it to be written. */
export function useNewFinding(): (state: 'draft' | 'open') => void {
  const { go } = useView();
  const drafts = useDraftPlace();
  return (state) => {
    const body = { ...EMPTY_FINDING, title: state === 'open' ? 'Untitled hypothesis' : EMPTY_FINDING.title, state };
    attempt(
      addFinding(body).then(({ id, version }) => {
        beginDraft(drafts, id, { body: { ...body, title: '' }, seen: version });
        go({ view: 'findings', findingsTab: state === 'open' ? 'hypotheses' : 'findings', finding: id });
      }),
    );
  };
}

export function useFindingActions(): Action[] {
  const { state, go } = useView();
  const { data } = useCall('findings.list', {});
  const add = useNewFinding();
  const { selectedEventId } = state;
  return [
    { label: 'New finding', run: () => add('draft') },
    { label: 'New hypothesis', run: () => add('open') },
    ...(selectedEventId === null ? [] : [{ label: 'Event to a finding …', keys: 'f', run: () => chooseFinding([selectedEventId]) }]),
    ...(data?.findings ?? []).flatMap(({ id, current }) =>
      current.removed
        ? []
        : [
            {
              label: `Finding: ${oneLine(current.body.title)} (${id.slice(1, 5)})`,
              quiet: true,
              run: () => go({ view: 'findings', findingsTab: 'findings' as const, finding: id }),
            },
          ],
    ),
  ];
}
