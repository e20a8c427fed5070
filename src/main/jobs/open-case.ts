// Opens a case for writing. One whose events an older parser derived gets them derived anew: this version may read more of the same bytes.
import { CaseFile } from '../case/case-file.ts';
import { CombinationMap } from '../case/combination-map.ts';
import { deriveAnew, parserOf, writeParser } from '../case/derived.ts';
import { EvidenceReader } from '../case/evidence.ts';
import { ItemStore } from '../case/item-store.ts';
import { completeColumns } from '../case/record-columns.ts';
import { resolveRepeats } from '../case/repeats.ts';
import { evidenceRoot, inventoryRoot } from '../case/roots.ts';
import { PARSER_VERSION } from '../case/schema.ts';
import { Dictionaries } from '../ingest/dictionaries.ts';
import { LargeItem, type LargeSink, toBlock } from '../ingest/large-item.ts';
import { parseItem } from '../ingest/parse-item.ts';

/** Errors: those of CaseFile.open. */
export function openCase(path: string): CaseFile {
  const file = CaseFile.open(path);
  try {
    if (parserOf(file.db) < PARSER_VERSION) rebuild(file);
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Derives every event, problem and term of a case anew from its evidence. Killed meanwhile, the case is as before. */
export function rebuild(file: CaseFile): void {
  const { db } = file;
  const from = parserOf(db);
  const before = countOf(file);
  deriveAnew(db, () => {
    const dictionaries = new Dictionaries();
    const map = new CombinationMap();
    const evidence = new EvidenceReader(db);
    const items = new ItemStore(db);
    const ids = db.prepare('SELECT id FROM evidence ORDER BY id').pluck().all() as number[];
    for (const id of ids) {
      const large = evidence.isLarge(id);
      const bytes = large ? null : evidence.bytes(id);
      const parsed = bytes && parseItem(bytes, dictionaries);
      if (large || parsed?.tooLarge) storeLargeAnew(id, evidence, items, dictionaries, map);
      else if (parsed) {
        map.learn(items.terms, dictionaries.takeNew());
        items.storeAnew(id, parsed, map);
      }
    }
    items.flush();
    writeParser(db, PARSER_VERSION);
  });
  resolveRepeats(db);
  completeColumns(db);
  file.record({
    action: 'rebuild',
    outcome: 'done',
    detail: {
      parser: { from, to: PARSER_VERSION },
      records: { before, after: countOf(file) },
      evidenceRoot: evidenceRoot(db),
      inventoryRoot: inventoryRoot(db),
    },
  });
}

/** The same of an item that is not read at once. */
function storeLargeAnew(id: number, evidence: EvidenceReader, items: ItemStore, dictionaries: Dictionaries, map: CombinationMap): void {
  const store = items.begin(id);
  const sink: LargeSink = {
    part: ({ events, problems }) => {
      map.learn(items.terms, dictionaries.takeNew());
      store.appendPart(events, problems, map);
    },
    piece: (piece) => {
      if (!item.plain) store.appendBlock(toBlock(piece));
    },
  };
  const item: LargeItem = new LargeItem(dictionaries, sink, () => evidence.deliveredChunks(id));
  let any = false;
  for (const chunk of evidence.deliveredChunks(id)) {
    any = true;
    item.push(chunk);
  }
  // Not kept: it stays as it was listed.
  if (any) store.finish({ ...item.end(), sha256: null, kept: true });
}

function countOf(file: CaseFile): number {
  return file.db.prepare('SELECT count(*) FROM records').pluck().get() as number;
}
