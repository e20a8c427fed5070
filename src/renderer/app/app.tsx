// The window: providers, and which of its two screens is on (start, or an open case).
import { OverlaysProvider } from '@blueprintjs/core';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CaseInfo } from '../../shared/domain.ts';
import { Boundary } from '../components/boundary.tsx';
import { MenuProvider } from '../components/menu.tsx';
import { Notices } from '../components/notices.tsx';
import { ErrorCallout, Skeleton } from '../components/states.tsx';
import { call } from '../data/bridge.ts';
import { CaseProvider, keyOf, newQueryClient } from '../data/queries.ts';
import { SessionProvider, useSession } from '../state/session.tsx';
import { useTheme } from '../state/theme.ts';
import { ViewProvider } from '../state/view-context.tsx';
import { StartView } from '../views/start/start-view.tsx';
import { CaseShell } from './case-shell.tsx';

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
  const { phase, app, reload } = useSession();
  const theme = useTheme(app?.theme);
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
      return <StartView theme={theme} />;
    case 'opening':
      return (
        <div className="tc-app tc-centre" data-testid="opening">
          <p>Opening {phase.path}</p>
          <Skeleton rows={8} />
        </div>
      );
    case 'case':
      // Keyed: another case starts with a fresh view and history.
      return <OpenCase key={phase.info.case.path} first={phase.info} theme={theme} />;
  }
}

function OpenCase({ first, theme }: { first: CaseInfo; theme: ReturnType<typeof useTheme> }) {
  const info = useQuery({
    queryKey: keyOf(first.case.path, 'case.info', {}),
    queryFn: () => call('case.info', {}),
    initialData: first,
  });
  return (
    <CaseProvider value={info.data}>
      <ViewProvider>
        <CaseShell theme={theme} />
      </ViewProvider>
    </CaseProvider>
  );
}
