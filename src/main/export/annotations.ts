// `export --format annotations`: everything that the examiner wrote, for another examiner of the same evidence. See docs/findings.md.
import { canonicalFilter } from '../../shared/filter.ts';
import { parseEventId } from '../case/event-rows.ts';
import { exchangeContent, exchangeText } from '../exchange/content.ts';
import { hasBit } from '../query/columns/bits.ts';
import { eventsOf } from '../query/columns/case-events.ts';
import { primaryOf } from '../query/findings/cited.ts';
import { checkTarget, writeWholeFile } from '../whole-file.ts';
import type { ExportFormat } from './format.ts';

export const annotations: ExportFormat = {
  name: 'annotations',
  summary:
    'bookmarks, tags, notes, findings, storyline and reviews with all versions, bound to the evidence; a filter limits those of events',
  rows: 'versions',
  takesFilter: true,
  async write({ db, out, overwrite, filter, control }) {
    checkTarget(out, { overwrite, notOver: db.name });
    const selection = filter.trim() === '' ? null : await eventsOf(db).selections.select(filter, control);
    const isWanted = (target: string): boolean => {
      if (selection === null || parseEventId(target) === null) return true;
      const record = primaryOf(db, target);
      return record !== null && hasBit(selection.bits, record);
    };
    const content = exchangeContent(db, selection === null ? '' : canonicalFilter(filter), isWanted);
    const { path, sha256 } = writeWholeFile(out, { overwrite, notOver: db.name }, (append) => append(Buffer.from(exchangeText(content))));
    const rows = content.annotations.length + content.work.length + content.views.length;
    return { path, sha256, rows, unreadable: selection?.unreadable ?? [] };
  },
};
