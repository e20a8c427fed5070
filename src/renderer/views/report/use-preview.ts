// The preview of what is chosen and written: asked for once nobody types any more, and only the newest answer counts. Typing never waits for it.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReportOptions, ReportSettings } from '../../../shared/report.ts';
import { call, listen } from '../../data/bridge.ts';
import { useCase } from '../../data/queries.ts';

/** Ms without a change after which it is asked for. */
const REST_MS = 350;

/** One for each window: its questions replace each other, not those of another window. */
const TICKET = crypto.randomUUID();

export interface Preview {
  /** Where a frame can show it; null before the first, and where it must not be shown any more. */
  address: string | null;
  /** Of the whole report; null before the first. */
  exhibits: number | null;
  /** Something was changed that it does not show yet. */
  isBehind: boolean;
  /** Why the newest could not be made; null where it could. */
  error: unknown;
  /** Asks once more. */
  retry: () => void;
}

interface Known {
  address: string | null;
  exhibits: number | null;
  error: unknown;
  /** Whether what stands at the address is a redacted copy. */
  redacted: boolean;
  isBehind: boolean;
}

/**
 * Of one case: whoever shows another begins anew.
 * @param settings null: the texts as they are stored
 */
export function usePreview(options: ReportOptions, settings: ReportSettings | null): Preview {
  const { caseId, path } = useCase().case;
  const [known, setKnown] = useState<Known>({ address: null, exhibits: null, isBehind: true, error: null, redacted: false });
  const [changes, setChanges] = useState(0);
  const number = useRef(0);
  const again = useCallback(() => setChanges((before) => before + 1), []);
  const asked = JSON.stringify({ options, settings });
  useEffect(() => {
    const stops = [
      listen('changed', again),
      // What it could not say while it was gone.
      listen('engine', ({ state }) => state === 'running' && again()),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [again]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever changed in the case may be in the report
  useEffect(() => {
    const own = ++number.current;
    const isNewest = () => own === number.current;
    setKnown((before) => ({ ...before, isBehind: true }));
    const ask = async () => {
      try {
        const wanted: { options: ReportOptions; settings: ReportSettings | null } = JSON.parse(asked);
        const { html, exhibits } = await call('report.preview', { ...wanted, ticket: TICKET, caseId });
        if (!isNewest()) return;
        const { address } = await call('app.showPreview', { html, path });
        if (isNewest()) setKnown({ address, exhibits, isBehind: false, error: null, redacted: wanted.options.redaction !== null });
      } catch (error) {
        if (isNewest()) setKnown((before) => ({ ...before, isBehind: false, error }));
      }
    };
    const timer = setTimeout(() => void ask(), own === 1 ? 0 : REST_MS);
    return () => clearTimeout(timer);
  }, [asked, changes, caseId, path]);
  // The view is left: what is still on its way is for nobody.
  useEffect(
    () => () => {
      number.current++;
    },
    [],
  );
  const { redacted, ...shown } = known;
  // What is to be hidden is not shown any longer while the redacted copy is being made.
  const isOpen = options.redaction !== null && !redacted;
  return { ...shown, address: isOpen ? null : shown.address, retry: again };
}
