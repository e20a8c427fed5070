// Worker thread that renders previews of reports: neither the engine nor the questions of the views wait for one.
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer } from '../../shared/channels.ts';
import { toErrorValue } from '../../shared/errors.ts';
import type { ReportPreview } from '../../shared/report.ts';
import { type StoredRow, storedRow } from '../case/event-rows.ts';
import { openForReading, type ReadConnection } from '../case/open.ts';
import { recordsState } from '../case/records-state.ts';
import { forgetEvents, lendEvents } from '../query/columns/case-events.ts';
import type { Judgement } from '../verify/digests/items.ts';
import { type PreviewRequest, previewReport } from './preview.ts';

/** `judged`: what AWS's digests are said to say from now on; left out where that is as before. */
export type PreviewTask = { request: PreviewRequest; judged?: Judgement | null } | 'close';

/** To the tasks in their order. */
export type PreviewReply = Answer<ReportPreview>;

const port = parentPort;
if (port) {
  const { path } = workerData as { path: string };
  /** Holds the columns, which take a while to load, from one preview to the next. */
  let events: ReadConnection | null = null;
  /** Rows of exhibits, by number of the record, of which there may be thousands; and what the records were then. */
  const rows = new Map<number, StoredRow>();
  let state = '';
  let judgement: Judgement | null = null;
  port.on('message', async (task: PreviewTask) => {
    if (task === 'close') {
      events?.close();
      port.close();
      return;
    }
    if (task.judged !== undefined) judgement = task.judged;
    let answer: PreviewReply;
    try {
      answer = { ok: true, value: await preview(task.request) };
    } catch (error) {
      answer = { ok: false, error: toErrorValue(error) };
    }
    port.postMessage(answer satisfies PreviewReply);
  });

  function kept(db: ReadConnection, record: number): StoredRow {
    let row = rows.get(record);
    if (!row) {
      row = storedRow(db, record);
      rows.set(record, row);
    }
    return row;
  }

  async function preview(request: PreviewRequest): Promise<ReportPreview> {
    events ??= openForReading(path);
    forgetEvents(events);
    const now = recordsState(events);
    if (now !== state) rows.clear();
    state = now;
    // What a connection remembers of annotations only grows: each preview may be of an earlier entry.
    const db = openForReading(path);
    try {
      if (request.options.asOf === null) lendEvents(events, db);
      return await previewReport(db, request, judgement, (record) => kept(db, record));
    } finally {
      db.close();
    }
  }
}
