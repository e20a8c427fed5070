// An open case: top bar, navigation, the view, the event beside it, status bar; keys that work everywhere.
import { Button, Callout, Intent } from '@blueprintjs/core';
import { useState } from 'react';
import { Boundary } from '../components/boundary.tsx';
import { useKeys } from '../components/keys.ts';
import { Splitter } from '../components/splitter.tsx';
import { BytesProvider } from '../state/bytes.tsx';
import { useSession } from '../state/session.tsx';
import { isNumber, useStored } from '../state/stored.ts';
import type { useTheme } from '../state/theme.ts';
import { useView } from '../state/view-context.tsx';
import type { ViewState } from '../state/view-state.ts';
import { BytesDialog } from '../views/bytes/bytes-dialog.tsx';
import { DetailPanel } from '../views/detail/detail-panel.tsx';
import { DropZone } from '../views/import/drop-zone.tsx';
import { ImportCard } from '../views/import/import-card.tsx';
import { ImportDialog } from '../views/import/import-dialog.tsx';
import { VIEWS, viewOf } from '../views/registry.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { Navigation } from './navigation.tsx';
import { Palette } from './palette.tsx';
import { ProofBanner } from './proof-banner.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';

const DETAIL_MIN = 300;
/** Left of the detail panel at least this much stays for the view, px. */
const VIEW_MIN = 420;

/** Views in which no event can be chosen keep the whole width; the chosen one is still there afterwards. */
const showsEvents = ({ view, integrityTab }: ViewState): boolean =>
  view !== 'overview' && view !== 'report' && (view !== 'integrity' || integrityTab === 'proof');

export function CaseShell({ theme }: { theme: ReturnType<typeof useTheme> }) {
  const { state, go, goBack, goForward } = useView();
  const { engine, dismissEngine } = useSession();
  const [dialog, setDialog] = useState<'palette' | 'keys' | null>(null);
  const [width, setWidth] = useStored('detailWidth', 420, isNumber);
  const View = viewOf(state.view).component;
  const focusFilter = () => document.querySelector<HTMLInputElement>('[data-testid="filter-input"]')?.focus();

  useKeys({
    '[': goBack,
    ']': goForward,
    '/': focusFilter,
    '?': () => setDialog('keys'),
    ...Object.fromEntries(VIEWS.filter((view) => view.key).map((view) => [view.key, () => go({ view: view.id })])),
  });
  useKeys({ 'Ctrl+K': () => setDialog('palette') }, { inFields: true });

  const max = Math.max(DETAIL_MIN, window.innerWidth - 148 - VIEW_MIN);
  const shown = Math.min(Math.max(width, DETAIL_MIN), max);
  return (
    <BytesProvider>
      <div className="tc-app tc-shell">
        <TopBar theme={theme} openPalette={() => setDialog('palette')} openKeys={() => setDialog('keys')} />
        {engine && (
          <Callout
            intent={engine.state === 'stopped' ? Intent.DANGER : Intent.WARNING}
            className="tc-banner"
            role="alert"
            data-testid="engine-banner"
          >
            <span>
              {engine.state === 'running' && 'The engine stopped and was restarted; work that was running must be started again. '}
              {engine.message}
            </span>
            <Button size="small" variant="minimal" text="Close" onClick={dismissEngine} />
          </Callout>
        )}
        <ProofBanner />
        <div className="tc-body">
          <Navigation />
          <main className="tc-main">
            <ImportCard />
            <Boundary key={state.view}>
              <View />
            </Boundary>
          </main>
          {state.selectedEventId !== null && showsEvents(state) && (
            <>
              <Splitter
                size={shown}
                min={DETAIL_MIN}
                max={max}
                onSize={setWidth}
                label="Width of the event panel"
                testid="detail-splitter"
              />
              <div className="tc-detail-pane" style={{ width: shown }}>
                <Boundary>
                  <DetailPanel id={state.selectedEventId} />
                </Boundary>
              </div>
            </>
          )}
        </div>
        <StatusBar />
        <DropZone />
        <ImportDialog />
        <BytesDialog />
        <Palette isOpen={dialog === 'palette'} close={() => setDialog(null)} theme={theme} />
        <KeysDialog isOpen={dialog === 'keys'} close={() => setDialog(null)} />
      </div>
    </BytesProvider>
  );
}
