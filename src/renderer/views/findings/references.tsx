// References in the examiner's texts as they are now: the event's name and time, the finding's title; a click opens what is meant.
import { useMemo } from 'react';
import type { ResolvedReference } from '../../../shared/findings.ts';
import { isPivotKind } from '../../../shared/pivots.ts';
import { type Reference, referenceIn, referenceKey, referencesOf } from '../../../shared/references.ts';
import { formatTime } from '../../../shared/time.ts';
import { Markdown, type ReferenceView } from '../../components/markdown.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCall, useZone } from '../../data/queries.ts';
import { goAs, useView } from '../../state/view-context.tsx';
import { kindWord, shortEntity } from '../pivot/words.ts';
import { useSavedViews } from '../saved/use-saved.ts';

/** More in one text are shown as they are written. */
const MOST = 2000;

/** What is shown of a reference; null while it is not known yet. */
function ReferenceChip({ reference, resolved }: { reference: Reference; resolved: ResolvedReference | null }) {
  const view = useView();
  const zone = useZone();
  const saved = useSavedViews();
  const { kind, value } = reference;
  const label = labelOf(reference, resolved, zone);
  const state = resolved?.state ?? 'there';
  if (state === 'missing' || state === 'removed') {
    const words = state === 'missing' ? 'not in the case' : 'taken away';
    return (
      <span className="tc-ref tc-ref-missing" title={oneLine(value)} data-testid="reference-missing">
        ∅ {kind} {label} <span className="tc-dim">({words})</span>
      </span>
    );
  }
  const open = () => {
    if (kind === 'event') view.select(value);
    else if (kind === 'finding') view.go({ view: 'findings', findingsTab: 'findings', finding: value });
    else if (kind === 'view') {
      const found = saved.current.find(({ name }) => name === value);
      if (found) saved.open(found.version);
    } else view.pivot(kind, value);
  };
  return (
    <button
      type="button"
      className={`tc-ref tc-ref-${kind === 'event' || kind === 'finding' || kind === 'view' ? kind : 'entity'}`}
      title={`${kind === 'event' || kind === 'finding' || kind === 'view' ? kind : kindWord(kind)}: ${oneLine(value)}${state === 'unread' ? '\nWhether a record names it was not looked up' : ''}`}
      data-testid="reference"
      data-kind={kind}
      onClick={(event) => goAs(event, open)}
    >
      {label}
    </button>
  );
}

function labelOf({ kind, value }: Reference, resolved: ResolvedReference | null, zone: string): string {
  if (kind === 'event') {
    if (resolved?.state !== 'there') return `${value.slice(0, 8)}…`;
    return `${oneLine(resolved.label)}, ${formatTime(resolved.timeMs, zone)}`;
  }
  if (isPivotKind(kind)) return oneLine(shortEntity({ kind, value }));
  return oneLine(resolved?.label ?? value);
}

/** Resolves the references of some texts, anew whenever something changes. */
function useReferences(texts: readonly string[]): (reference: Reference) => ResolvedReference | null {
  const joined = texts.join('\u0000');
  const references = useMemo(() => referencesOf(joined.split('\u0000')).slice(0, MOST), [joined]);
  const { data } = useCall('findings.references', { references }, { enabled: references.length > 0, keep: true });
  const known = useMemo(() => new Map((data?.references ?? []).map((one) => [referenceKey(one), one])), [data]);
  return (reference) => known.get(referenceKey(reference)) ?? null;
}

/** Markdown whose references are alive. */
export function LiveText({ text }: { text: string }) {
  const resolve = useReferences([text]);
  const reference = useMemo<ReferenceView>(
    () => (written) => {
      const found = referenceIn(`[[${written}]]`);
      return found && <ReferenceChip reference={found} resolved={resolve(found)} />;
    },
    [resolve],
  );
  return <Markdown text={text} reference={reference} />;
}
