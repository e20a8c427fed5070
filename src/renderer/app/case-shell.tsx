// An open case: top bar, navigation, the view, the event beside it, status bar; keys that work everywhere.
import { Button, Callout, Intent } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { Boundary } from '../components/boundary.tsx';
import { useKeys } from '../components/keys.ts';
import { Splitter } from '../components/splitter.tsx';
import { BytesProvider } from '../state/bytes.tsx';
import { useSession } from '../state/session.tsx';
import { isNumber, useStored } from '../state/stored.ts';
import type { useTheme } from '../state/theme.ts';
import { useView } from '../state/view-context.tsx';
import type { ViewId, ViewState } from '../state/view-state.ts';
import { BytesDialog } from '../views/bytes/bytes-dialog.tsx';
import { DetailPanel } from '../views/detail/detail-panel.tsx';
import { DropZone } from '../views/import/drop-zone.tsx';
import { ImportCard } from '../views/import/import-card.tsx';
import { ImportDialog } from '../views/import/import-dialog.tsx';
import { keyOfView, VIEWS, viewOf } from '../views/registry.tsx';
import { SaveDialog } from '../views/saved/save-dialog.tsx';
import { ViewsDialog } from '../views/saved/views-dialog.tsx';
import { Breadcrumb } from './breadcrumb.tsx';
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
const WITHOUT_EVENTS: readonly ViewId[] = ['overview', 'actors', 'addresses', 'resources', 'compare', 'report'];
const showsEvents = ({ view, integrityTab }: ViewState): boolean =>
  !WITHOUT_EVENTS.includes(view) && (view !== 'integrity' || integrityTab === 'proof');

/** The buttons of a mouse that mean back and forward. */
function useMouseButtons(back: () => void, forward: () => void): void {
  useEffect(() => {
    const onMouseUp = ({ button }: MouseEvent) => {
      if (button === 3) back();
      else if (button === 4) forward();
    };
    addEventListener('mouseup', onMouseUp);
    return () => removeEventListener('mouseup', onMouseUp);
  }, [back, forward]);
}

export function CaseShell({ theme }: { theme: ReturnType<typeof useTheme> }) {
  const { state, go, goBack, goForward } = useView();
  const { engine, dismissEngine } = useSession();
  const [dialog, setDialog] = useState<'palette' | 'keys' | 'save' | 'views' | null>(null);
  const [width, setWidth] = useStored('detailWidth', 420, isNumber);
  const View = viewOf(state.view).component;
  const focusFilter = () => document.querySelector<HTMLInputElement>('[data-testid="filter-input"]')?.focus();

  const openSearch = () => {
    // Drawn at once, so that the input is there.
    flushSync(() => go({ view: 'search' }));
    document.querySelector<HTMLInputElement>('[data-testid="search-input"]')?.select();
  };

  useKeys({
    '[': goBack,
    ']': goForward,
    'Alt+left': goBack,
    'Alt+right': goForward,
    '/': focusFilter,
    '?': () => setDialog('keys'),
    ...Object.fromEntries(VIEWS.map(({ id }) => [keyOfView(id) ?? '', () => go({ view: id })] as const).filter(([key]) => key !== '')),
  });
  useKeys({ 'Ctrl+K': () => setDialog('palette'), 'Ctrl+S': () => setDialog('save'), 'Ctrl+F': openSearch }, { inFields: true });
  useMouseButtons(goBack, goForward);

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
        <Breadcrumb />
        <ProofBanner />
        <div className="tc-body">
          <Navigation openSave={() => setDialog('save')} openViews={() => setDialog('views')} />
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
        <Palette isOpen={dialog === 'palette'} close={() => setDialog(null)} theme={theme} openDialog={setDialog} />
        {dialog === 'save' && <SaveDialog close={() => setDialog(null)} />}
        {dialog === 'views' && <ViewsDialog close={() => setDialog(null)} />}
        <KeysDialog isOpen={dialog === 'keys'} close={() => setDialog(null)} />
      </div>
    </BytesProvider>
  );
}
