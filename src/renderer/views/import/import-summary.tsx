// What an import read and added: both sums written out, so that anyone can add them up. Every number opens what it counts.
import { Card } from '@blueprintjs/core';
import { Fragment, type ReactNode } from 'react';
import type { ImportSummary, ItemKind } from '../../../shared/domain.ts';
import { bytesText, durationText, grouped } from '../../../shared/text.ts';
import { Door, plural } from '../../components/texts.tsx';
import { useView } from '../../state/view-context.tsx';
import { Acquired } from '../acquire/acquired.tsx';
import { Handover } from './handover.tsx';
import { Recognised } from './recognised.tsx';

interface Part {
  id: string;
  n: number;
  /** For one, and for all other numbers. */
  word: readonly [one: string, many: string];
  title: string;
  open: () => void;
  warn?: boolean;
}

interface SummaryProps {
  summary: ImportSummary;
  close: ReactNode;
  /** One line instead of the whole. */
  brief: boolean;
}

export function Summary({ summary, close, brief }: SummaryProps) {
  const { go, openEvents } = useView();
  const inventory = (kind: ItemKind | null) => () => go({ view: 'evidence', evidenceTab: 'inventory', evidenceKind: kind });
  const problems = () => go({ view: 'evidence', evidenceTab: 'problems', problemCode: null });
  const { files } = summary;
  const records: Part[] = [
    { id: 'events', n: summary.events, word: ['event', 'events'], title: 'All events', open: () => openEvents('') },
    {
      id: 'sightings',
      n: summary.sightings,
      word: ['repeated delivery', 'repeated deliveries'],
      title: 'Same event, delivered again with the same content: opens the events of the case that are concerned',
      open: () => openEvents('is:repeated'),
    },
    {
      id: 'conflicts',
      n: summary.conflicts,
      word: ['conflict', 'conflicts'],
      title: 'Same event ID, other content: opens the events of the case that are concerned',
      open: () => openEvents('is:conflict'),
      warn: true,
    },
    {
      id: 'record-problems',
      n: summary.recordProblems,
      word: ['unreadable record', 'unreadable records'],
      title: 'Bytes that could not become an event',
      open: problems,
      warn: true,
    },
  ];
  const items: Part[] = [
    { id: 'log', n: files.log, word: ['log', 'logs'], title: 'CloudTrail logs', open: inventory('log') },
    { id: 'digest', n: files.digest, word: ['digest', 'digests'], title: 'Digests', open: inventory('digest') },
    { id: 'insight', n: files.insight, word: ['insight log', 'insight logs'], title: 'Insight logs', open: inventory('insight') },
    {
      id: 'other',
      n: files.other,
      word: ['other', 'other'],
      title: 'Archives, sidecars, keys, configuration',
      open: inventory(null),
    },
    {
      id: 'not-cloudtrail',
      n: files.notCloudTrail,
      word: ['not CloudTrail', 'not CloudTrail'],
      title: 'Hashed and listed',
      open: inventory('notCloudTrail'),
    },
    {
      id: 'unreadable',
      n: files.unreadable,
      word: ['unreadable', 'unreadable'],
      title: 'Unreadable files',
      open: inventory('unreadable'),
      warn: true,
    },
    {
      id: 'already-present',
      n: files.alreadyPresent,
      word: ['already in the case', 'already in the case'],
      title: 'Same SHA-256 as an item of this case: not read again',
      open: inventory(null),
    },
  ];
  const recordSum = (
    <Sum id="records" total={summary.records} word="records" parts={records} open={inventory('log')} title="The logs that hold them" />
  );
  if (brief) {
    return (
      <Card compact className="tc-import" data-testid="import-summary">
        <div className="tc-import-line">
          <strong>Import finished</strong>
          {recordSum}
          <span className="tc-grow" />
          {close}
        </div>
      </Card>
    );
  }
  return (
    <Card compact className="tc-import" data-testid="import-summary">
      <div className="tc-import-line">
        <strong>Import finished</strong>
        <span className="tc-dim">
          {bytesText(summary.bytes)} in {durationText(summary.seconds)}
          {summary.eventsPerSecond > 0 && `, ${grouped(Math.round(summary.eventsPerSecond))} events/s`}
        </span>
        <span className="tc-grow" />
        {close}
      </div>
      {recordSum}
      <Sum id="files" total={files.total} word="files" parts={items} open={inventory(null)} title="All evidence items" />
      {summary.acquired && <Acquired acquired={summary.acquired} />}
      {summary.shapes && summary.shapes.length > 0 && (
        <Recognised
          testid="summary-shapes"
          rows={summary.shapes.map(({ kind, shape, items: n, events }) => ({
            kind,
            shape,
            files: n,
            more: events > 0 ? plural(events, 'event') : '',
            open: inventory(kind),
          }))}
        />
      )}
      {summary.expected && <Handover result={summary.expected} />}
      {summary.problems > 0 && (
        <div className="tc-sum">
          <Door onOpen={problems} title="What could not be read, and why" testid="summary-problems">
            {plural(summary.problems, 'problem')}
          </Door>
          <span className="tc-dim">in all, those attached to an event or a file included</span>
        </div>
      )}
    </Card>
  );
}

interface SumProps {
  id: string;
  total: number;
  word: string;
  parts: readonly Part[];
  open: () => void;
  title: string;
}

function Sum({ id, total, word, parts, open, title }: SumProps) {
  const added = parts.reduce((sum, part) => sum + part.n, 0);
  return (
    <div className="tc-sum">
      <Door onOpen={open} title={title} testid={`summary-${id}`}>
        {grouped(total)} {word}
      </Door>
      {parts.map((part, i) => (
        <Fragment key={part.id}>
          <span className="tc-dim">{i === 0 ? '=' : '+'}</span>
          <Door
            onOpen={part.open}
            title={part.title}
            testid={`summary-${part.id}`}
            className={part.n === 0 ? 'tc-zero' : part.warn ? 'tc-warn' : ''}
          >
            {grouped(part.n)} {part.n === 1 ? part.word[0] : part.word[1]}
          </Door>
        </Fragment>
      ))}
      {added === total ? (
        <span className="tc-verdict-valid">✓ adds up</span>
      ) : (
        // Our mistake, not the archive's: said, not hidden.
        <span className="tc-verdict-invalid">✖ the parts add up to {grouped(added)}: please report this</span>
      )}
    </div>
  );
}
