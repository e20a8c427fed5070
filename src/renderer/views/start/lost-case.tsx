// On the start screen: the case that was open is away (its drive, or the file); why, and how it is found again.
import { Button, Callout, Intent } from '@blueprintjs/core';
import { FolderOpen, Refresh } from '@blueprintjs/icons';
import { useEffect, useRef } from 'react';
import { attempt } from '../../components/notices.tsx';
import { FilePath } from '../../components/texts.tsx';
import { oneLine, visibleText } from '../../components/visible-text.ts';
import { type Session, useSession } from '../../state/session.tsx';

interface LostCaseProps {
  lost: NonNullable<Session['lost']>;
  /** Asks where the file is, and opens that. */
  find(): Promise<void>;
}

export function LostCase({ lost: { path, title, error, tried }, find }: LostCaseProps) {
  const { open } = useSession();
  const again = useRef<HTMLButtonElement>(null);
  // Nobody asked for this screen: the keyboard is on what is most likely wanted.
  useEffect(() => again.current?.focus(), []);
  return (
    <Callout
      intent={Intent.WARNING}
      title={`${oneLine(title || 'The case')} is not open any more`}
      className="tc-lost-case"
      role="alert"
      data-testid="lost-case"
    >
      <p>
        {visibleText(error.message)} <code className="tc-code">{error.code}</code>
      </p>
      <p className="tc-lost-path">
        It was at <FilePath path={path} />
      </p>
      <p>
        Moved, or on a drive that is away: bring it back and try again, or say where the file is now. What was stored is in it; what was
        being written and is not saved stays on this computer, and is told when it is open again.
      </p>
      <div className="tc-start-buttons">
        <Button
          ref={again}
          size="small"
          icon={<Refresh size={14} />}
          text="Try again"
          onClick={() => attempt(open(path))}
          data-testid="lost-again"
        />
        <Button
          size="small"
          icon={<FolderOpen size={14} />}
          text="Find the file …"
          onClick={() => attempt(find())}
          data-testid="lost-find"
        />
        {tried > 0 && (
          <span className="tc-dim" data-testid="lost-tried">
            Tried again {tried === 1 ? 'once' : `${tried} times`}: still not open.
          </span>
        )}
      </div>
    </Callout>
  );
}
