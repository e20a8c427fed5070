// The top bar: the case, the one filter, the state of proof, theme and help.
import { Button } from '@blueprintjs/core';
import { ArrowLeft, ArrowRight, Flash, Help, Home, Moon } from '@blueprintjs/icons';
import { attempt } from '../components/notices.tsx';
import { oneLine } from '../components/visible-text.ts';
import { useCase } from '../data/queries.ts';
import { useSession } from '../state/session.tsx';
import type { useTheme } from '../state/theme.ts';
import { useView } from '../state/view-context.tsx';
import { FilterBar } from './filter-bar.tsx';
import { ProofChip } from './proof-chip.tsx';
import { useShell } from './shell.tsx';

export function TopBar() {
  const { theme, open } = useShell();
  const info = useCase();
  const { close } = useSession();
  const view = useView();
  const title = info.case.title || info.case.path.replace(/^.*[\\/]/, '');
  return (
    <header className="tc-top">
      <Button
        variant="minimal"
        size="small"
        icon={<Home size={14} />}
        title="Close this case"
        aria-label="Close this case"
        data-testid="case-close"
        onClick={() => attempt(close())}
      />
      <h1 className="tc-case-title" data-testid="case-title" title={`${oneLine(title)}\n${info.case.path}`}>
        {oneLine(title)}
      </h1>
      <Button
        variant="minimal"
        size="small"
        icon={<ArrowLeft size={14} />}
        title="Back (Alt-←)"
        aria-label="Back"
        disabled={!view.back}
        data-testid="go-back"
        onClick={view.goBack}
      />
      <Button
        variant="minimal"
        size="small"
        icon={<ArrowRight size={14} />}
        title="Forward (Alt-→)"
        aria-label="Forward"
        disabled={!view.forward}
        data-testid="go-forward"
        onClick={view.goForward}
      />
      <FilterBar />
      <ProofChip />
      <Button
        variant="minimal"
        size="small"
        text="Ctrl-K"
        title="Go to anything (Ctrl-K)"
        onClick={() => open('palette')}
        className="tc-ctrlk"
      />
      <ThemeToggle theme={theme} />
      <Button
        variant="minimal"
        size="small"
        icon={<Help size={14} />}
        title="Keys (?)"
        aria-label="Keys"
        data-testid="keys-open"
        onClick={() => open('keys')}
      />
    </header>
  );
}

export function ThemeToggle({ theme }: { theme: ReturnType<typeof useTheme> }) {
  return (
    <Button
      variant="minimal"
      size="small"
      icon={theme.dark ? <Flash size={14} /> : <Moon size={14} />}
      title={theme.dark ? 'Light' : 'Dark'}
      aria-label={theme.dark ? 'Switch to light' : 'Switch to dark'}
      data-testid="theme-toggle"
      onClick={() => theme.setTheme(theme.dark ? 'light' : 'dark')}
    />
  );
}
