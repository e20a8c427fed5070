// Bookmarks and findings as marks in time.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Result } from '../../../shared/channels.ts';
import type { TimelineLayer } from '../../../shared/timeline-layers.ts';
import { oneLine } from '../../components/visible-text.ts';
import { call } from '../../data/bridge.ts';
import { keyOf, useCall, useCase } from '../../data/queries.ts';
import type { Span } from '../../state/view-state.ts';
import type { NoteMark } from './layers.ts';

/** Marked events that are drawn. */
const MOST = 400;

type Marks = Result<'annotations.marks'>;

/** What is marked, in order of time. Pure, tested. */
export function notesOf({ events, spans }: Marks): NoteMark[] {
  const words = (what: string, label: string, tags: readonly string[]) =>
    oneLine(`${what}${label === '' ? '' : `: ${label}`}${tags.length > 0 ? ` (${tags.join(', ')})` : ''}`);
  const marks: NoteMark[] = [
    ...events.map(({ id, time, colour, label, tags }) => ({
      layer: 'bookmarks' as const,
      id: `event ${id}`,
      from: time,
      to: time,
      colour: colour === null ? '--dim' : `--bm-${colour}`,
      words: words(colour === null ? 'tagged' : `bookmarked ${colour}`, label, tags),
      eventId: id,
    })),
    ...spans.map(({ target, from, to, colour, label, tags }) => ({
      layer: 'bookmarks' as const,
      id: target,
      from,
      to,
      colour: colour === null ? '--dim' : `--bm-${colour}`,
      words: words(colour === null ? 'tagged span' : `span bookmarked ${colour}`, label, tags),
      eventId: null,
    })),
  ];
  return marks.sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Findings over the time of the events that support them; undated ones stand nowhere. Pure, tested. */
export function findingMarks({ findings }: Result<'findings.list'>): NoteMark[] {
  return findings.flatMap(({ id, current, span }): NoteMark[] => {
    if (span === null || current.removed) return [];
    const words = oneLine(`finding: ${current.body.title}`);
    return [{ layer: 'findings', id: `finding ${id}`, from: span.from, to: span.to, colour: '--accent', words, eventId: null }];
  });
}

export function useNotes(filter: string, span: Span, hidden: readonly TimelineLayer[]): NoteMark[] {
  const path = useCase().case.path;
  const args = { filter, from: span.from, to: span.to, limit: MOST };
  const marks = useQuery({
    queryKey: keyOf(path, 'annotations.marks', args),
    queryFn: () => call('annotations.marks', args),
    enabled: !hidden.includes('bookmarks'),
    placeholderData: keepPreviousData,
  });
  const findings = useCall('findings.list', {}, { enabled: !hidden.includes('findings') });
  return useMemo(
    () => [
      ...(marks.data && !hidden.includes('bookmarks') ? notesOf(marks.data) : []),
      ...(findings.data && !hidden.includes('findings') ? findingMarks(findings.data) : []),
    ],
    [marks.data, findings.data, hidden],
  );
}
