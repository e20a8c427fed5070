// A look at a bucket as the dialog runs it: one at a time, with how far it has come, and an end at any moment.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Args } from '../../../shared/channels.ts';
import type { S3Looking, S3Scope } from '../../../shared/s3.ts';
import { noticeError } from '../../components/notices.tsx';
import { call, errorOf, listen } from '../../data/bridge.ts';

export interface Look {
  /** Null while nothing is under way. */
  looking: S3Looking | null;
  /** What was found last, and what was asked for it; null before, and once what is asked is another address. */
  found: { scope: S3Scope; asked: Args<'s3.scope'> } | null;
  /** What a choice among it came to, by the last look at a choice. */
  counted: { scope: S3Scope; asked: Args<'s3.scope'> } | null;
  error: unknown;
  /** A look at a choice leaves what was found as it is, so that it can be chosen anew. */
  look(asked: Args<'s3.scope'>): Promise<S3Scope | null>;
  stop(): void;
}

const BEGUN: S3Looking = { requests: 0, counted: null, places: null };

export function useLook(): Look {
  const [looking, setLooking] = useState<S3Looking | null>(null);
  const [found, setFound] = useState<Look['found']>(null);
  const [counted, setCounted] = useState<Look['counted']>(null);
  const [error, setError] = useState<unknown>(null);
  const turn = useRef(0);
  const isLooking = useRef(false);

  const look = useCallback(async (asked: Args<'s3.scope'>): Promise<S3Scope | null> => {
    const mine = ++turn.current;
    isLooking.current = true;
    setError(null);
    setLooking(BEGUN);
    try {
      const scope = await call('s3.scope', asked);
      if (mine !== turn.current) return null;
      const { mfaCode: _, ...access } = asked.access ?? {};
      const seen = { scope, asked: { ...asked, access } };
      setCounted(asked.choice === undefined ? null : seen);
      if (asked.choice === undefined) setFound(seen);
      return scope;
    } catch (thrown) {
      if (mine === turn.current && errorOf(thrown).code !== 'CANCELLED') {
        if (asked.choice === undefined) setFound(null);
        setError(thrown);
      }
      return null;
    } finally {
      if (mine === turn.current) {
        isLooking.current = false;
        setLooking(null);
      }
    }
  }, []);
  const stop = useCallback(() => {
    if (isLooking.current) call('s3.stop', {}).catch(noticeError);
  }, []);

  useEffect(() => listen('looking', (news) => isLooking.current && setLooking(news)), []);
  // Who closes the dialog waits for nothing.
  useEffect(() => stop, [stop]);
  return { looking, found, counted, error, look, stop };
}
