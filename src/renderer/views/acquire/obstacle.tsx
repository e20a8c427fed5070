// What stands in the way of an acquisition, and what to do about it here in the window: the engine's own advice speaks of options of the command line.
import { Callout, Intent } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import { CopyButton } from '../../components/copy.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { errorOf } from '../../data/bridge.ts';
import { inWindow, signInCommand } from './words.ts';

/** A command to be typed elsewhere. */
export function ShellCommand({ text }: { text: string }) {
  return (
    <span className="tc-hash">
      <code className="tc-code">{visibleText(text)}</code>
      <CopyButton text={text} what="command" />
    </span>
  );
}

/** What to do about a code of S3's; null for others. */
export function advice(code: string, profile: string | null): ReactNode {
  switch (code) {
    case 'S3_ACCESS_DENIED':
      return (
        <>
          Pass the sentence above to whoever keeps the bucket: it names the action and the resource. To list takes{' '}
          <code>s3:ListBucket</code> on the bucket, to fetch <code>s3:GetObject</code> on its objects. Where they gave you a role, choose it
          under <em>Assume a role</em>. Where the requester pays, say so under <em>More</em>.
        </>
      );
    case 'S3_CREDENTIALS':
      return (
        <>
          Choose another profile, or sign in with <ShellCommand text={signInCommand(profile)} /> and look again. A bucket that everyone may
          read needs nobody: choose <em>No credentials</em>. Where MFA is asked for, type a fresh code: each one holds once.
        </>
      );
    case 'S3_CREDENTIALS_EXPIRED':
      return (
        <>
          Sign in again with <ShellCommand text={signInCommand(profile)} />, or renew the keys in the credentials file. Nothing here need be
          closed.
        </>
      );
    case 'S3_BUCKET_MISSING':
      return 'Check the name letter by letter. A bucket in another partition (China, GovCloud) is found with credentials of that partition only.';
    case 'S3_REGION':
      return 'Name the bucket’s region under More.';
    case 'S3_CLOCK_SKEW':
      return 'Set the clock of this computer: AWS refuses requests that are signed more than 15 minutes off.';
    case 'S3_THROTTLED':
      return 'Wait a while. Others may be reading the same bucket.';
    case 'S3_UNREACHABLE':
      return 'Check the network; under More, the endpoint and the proxy.';
    case 'S3_NOTHING_CHOSEN':
      return 'Look again, and choose something that is there.';
    case 'S3_FAILED':
      return 'Try again. What is stored stays stored, and an import of the same address goes on from there.';
    case 'OUTPUT_EXISTS':
      return 'Name another file: none is ever overwritten.';
    default:
      return null;
  }
}

interface ObstacleProps {
  error: unknown;
  title: string;
  /** With which profile it was asked; null for the usual chain. */
  profile: string | null;
  children?: ReactNode;
  testid?: string;
}

export function Obstacle({ error, title, profile, children, testid = 'acquire-error' }: ObstacleProps) {
  const { code, message, advice: given } = errorOf(error);
  return (
    <Callout intent={Intent.DANGER} title={title} className="tc-error" role="alert" data-testid={testid} data-code={code}>
      <p className="tc-break">
        {visibleText(inWindow(message))} <code className="tc-code">{code}</code>
      </p>
      <p>{advice(code, profile) ?? inWindow(given)}</p>
      {children}
    </Callout>
  );
}
