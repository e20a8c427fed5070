// The preview of what is chosen and written: asked for once nobody types any more, and only the newest answer counts. Typing never waits for it.
import { useEffect, useRef, useState } from 'react';
import type { ReportOptions, ReportSettings } from '../../../shared/report.ts';
import { call, listen } from '../../data/bridge.ts';

/** Ms without a change after which it is asked for. */
const REST_MS = 350;

/** One for each window: its questions replace each other, not those of another window. */
const TICKET = crypto.randomUUID();

export interface Preview {
  /** Where a frame can show it; null before the first. */
  address: string | null;
  /** Of the whole report; null before the first. */
  exhibits: number | null;
  /** Something was changed that it does not show yet. */
  isBehind: boolean;
  /** Why the newest could not be made; what is shown is an older one. */
  error: unknown;
}

/** @param settings null: the texts as they are stored */
export function usePreview(options: ReportOptions, settings: ReportSettings | null): Preview {
  const [preview, setPreview] = useState<Preview>({ address: null, exhibits: null, isBehind: true, error: null });
  const [changes, setChanges] = useState(0);
  const number = useRef(0);
  const asked = JSON.stringify({ options, settings });
  useEffect(() => listen('changed', () => setChanges((before) => before + 1)), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever changed in the case may be in the report
  useEffect(() => {
    const own = ++number.current;
    const isNewest = () => own === number.current;
    setPreview((before) => ({ ...before, isBehind: true }));
    const ask = async () => {
      try {
        const { html, exhibits } = await call('report.preview', { ...JSON.parse(asked), ticket: TICKET });
        if (!isNewest()) return;
        const { address } = await call('app.showPreview', { html });
        if (isNewest()) setPreview({ address, exhibits, isBehind: false, error: null });
      } catch (error) {
        if (isNewest()) setPreview((before) => ({ ...before, isBehind: false, error }));
      }
    };
    const timer = setTimeout(() => void ask(), own === 1 ? 0 : REST_MS);
    return () => clearTimeout(timer);
  }, [asked, changes]);
  // The view is left: what is still on its way is for nobody.
  useEffect(
    () => () => {
      number.current++;
    },
    [],
  );
  return preview;
}
