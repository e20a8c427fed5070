// Acts of the palette: every view and its parts, and the questions that are asked most.
import { useView } from '../../state/view-context.tsx';
import { findingsPatch, integrityPatch } from '../../state/view-state.ts';
import { keyOfView, VIEWS } from '../../views/registry.tsx';
import type { Action } from './action.ts';

const FILTERS = [
  ['denied', 'is:denied'],
  ['errors', 'is:error'],
  ['writes', 'is:write'],
  ['by root', 'is:root'],
  ['bookmarked', 'is:bookmarked'],
  ['undated', 'is:undated'],
  ['delivered again', 'is:repeated'],
  ['in conflict', 'is:conflict'],
  ['reduced copies', 'is:reduced'],
] as const;

export function useViewActions(): Action[] {
  const { go, openEvents, state, ...view } = useView();
  return [
    ...VIEWS.filter(({ id }) => id !== 'pivot' || state.pivot).map(({ id, label }) => {
      const keys = keyOfView(id);
      return { label: `Go to ${label}`, ...(keys !== null && { keys }), run: () => go({ view: id }) };
    }),
    ...(view.back ? [{ label: 'Back', keys: 'Alt-←', run: view.goBack }] : []),
    ...(view.forward ? [{ label: 'Forward', keys: 'Alt-→', run: view.goForward }] : []),
    ...FILTERS.map(([words, filter]) => ({ label: `Events: ${words}`, run: () => openEvents(filter) })),
    { label: 'Clear the filter', run: () => go({ filter: '' }) },
    { label: 'Integrity: proof and its findings', run: () => go(integrityPatch('proof')) },
    { label: 'Integrity: chains of digests over time', run: () => go(integrityPatch('chains')) },
    { label: 'Integrity: everything that is not valid', run: () => go(findingsPatch(null)) },
    { label: 'Integrity: public keys', run: () => go(integrityPatch('keys')) },
    { label: 'Integrity: seals, seal the case', run: () => go(integrityPatch('seals')) },
    { label: 'Integrity: custody log', run: () => go(integrityPatch('custody')) },
    { label: 'Evidence: problems', run: () => go({ view: 'evidence', evidenceTab: 'problems', problemCode: null }) },
  ];
}
