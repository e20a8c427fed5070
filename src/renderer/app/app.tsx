// The window: providers, and which of its two screens is on (start, or an open case).
import { OverlaysProvider } from '@blueprintjs/core';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import type { Result } from '../../shared/channels.ts';
import type { CaseInfo } from '../../shared/domain.ts';
import { Boundary } from '../components/boundary.tsx';
import { useFocusBack } from '../components/focus-back.ts';
import { MenuProvider } from '../components/menu.tsx';
import { Notices } from '../components/notices.tsx';
import { ErrorCallout, Skeleton } from '../components/states.tsx';
import { oneLine } from '../components/visible-text.ts';
import { call } from '../data/bridge.ts';
import { CaseProvider, keyOf, newQueryClient } from '../data/queries.ts';
import type { Changing } from '../state/case-screen.ts';
import { SessionProvider, useSession } from '../state/session.tsx';
import { useTheme } from '../state/theme.ts';
import { ViewProvider } from '../state/view-context.tsx';
import { StartView } from '../views/start/start-view.tsx';
import { CaseShell } from './case-shell.tsx';
import { useZoomKeys } from './shell-keys.ts';

export function App() {
  const [client] = useState(newQueryClient);
  return (
    <QueryClientProvider client={client}>
      <OverlaysProvider>
        <SessionProvider>
          <MenuProvider>
            <Boundary>
              <Screen />
            </Boundary>
          </MenuProvider>
          <Notices />
        </SessionProvider>
      </OverlaysProvider>
    </QueryClientProvider>
  );
}

function Screen() {
  const { phase, changing, app, reload } = useSession();
  const theme = useTheme(app?.theme);
  useZoomKeys();
  useFocusBack();
  switch (phase.name) {
    case 'loading':
      return <div className="tc-app" />;
    case 'failed':
      return (
        <div className="tc-app tc-centre">
          <ErrorCallout error={phase.error} title="Trailcase could not start" retry={reload} />
        </div>
      );
    case 'start':
      return (
        <>
          <StartView theme={theme} />
          {changing && <ChangingCase changing={changing} />}
        </>
      );
    case 'opening':
      return (
        <div className="tc-app tc-centre" data-testid="opening">
          <p>Opening {oneLine(phase.path)}</p>
          <Skeleton rows={8} />
        </div>
      );
    case 'case':
      // Keyed: another case starts with a fresh view and history.
      return (
        <>
          <OpenCase key={`${phase.info.case.caseId} ${phase.info.case.path}`} first={phase.info} window={phase.window} theme={theme} />
          {changing && <ChangingCase changing={changing} />}
        </>
      );
  }
}

const CHANGING_WORDS: Record<Changing['act'], string> = { open: 'Opening', create: 'Making', close: 'Closing' };

/** Over what is on screen while another case is opened or made in its place, or it is closed. The keyboard stays where it is, for when that fails; what is typed goes nowhere. */
function ChangingCase({ changing: { act, path } }: { changing: Changing }) {
  return (
    <div className="tc-changing-case" role="status" onMouseDown={keepFocus} data-testid="changing-case">
      {CHANGING_WORDS[act]} {oneLine(path)} …
    </div>
  );
}

const keepFocus = (event: SyntheticEvent): void => event.preventDefault();

interface OpenCaseProps {
  first: CaseInfo;
  window: Result<'app.window'>;
  theme: ReturnType<typeof useTheme>;
}

function OpenCase({ first, window, theme }: OpenCaseProps) {
  const info = useQuery({
    queryKey: keyOf(first.case.path, 'case.info', {}),
    queryFn: () => call('case.info', {}),
    initialData: first,
  });
  return (
    <CaseProvider value={info.data}>
      <ViewProvider {...window}>
        <CaseShell theme={theme} number={window.number} isBeside={window.view !== null} />
      </ViewProvider>
    </CaseProvider>
  );
}
