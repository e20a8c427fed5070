// Compares the investigator's annotations with the custody entries that tell of them.
import type { Finding } from '../../shared/domain.ts';
import type { ReadConnection } from '../case/open.ts';
import { storable } from '../case/term-store.ts';

interface Annotation {
  at: number;
  author: string;
  event: string;
  kind: string;
  colour: string;
  note: string;
  removed: number;
}

/** Every version of an annotation has its custody entry, in the same order. */
export function verifyAnnotations(db: ReadConnection): Finding[] {
  const findings: Finding[] = [];
  const stored = db.prepare('SELECT at, author, event, kind, colour, note, removed FROM annotations ORDER BY id').all() as Annotation[];
  const entries = db.prepare("SELECT seq, at, who, detail FROM custody WHERE action = 'annotate' ORDER BY seq").all() as {
    seq: number;
    at: number;
    who: string;
    detail: string;
  }[];
  const differs = (key: string, reason: string): void => void findings.push({ kind: 'event', key, verdict: 'differing', reason });
  for (let i = 0; i < Math.max(stored.length, entries.length); i++) {
    const [annotation, entry] = [stored[i], entries[i]];
    if (!entry) differs(annotation?.event ?? '', 'it has an annotation of which the custody log does not tell');
    else if (!annotation) differs(parse(entry.detail).event ?? '', `its annotation of custody entry ${entry.seq} is missing`);
    else {
      const told = parse(entry.detail);
      const expected = [entry.at, entry.who, told.event, told.kind, told.colour, storable(told.note ?? ''), told.removed ? 1 : 0];
      const found = [
        annotation.at,
        annotation.author,
        annotation.event,
        annotation.kind,
        annotation.colour,
        annotation.note,
        annotation.removed,
      ];
      if (expected.some((value, n) => value !== found[n]))
        differs(annotation.event, `its annotation is not what custody entry ${entry.seq} tells`);
    }
  }
  return findings;
}

interface Told {
  event?: string;
  kind?: string;
  colour?: string;
  note?: string;
  removed?: boolean;
}

function parse(detail: string): Told {
  try {
    return JSON.parse(detail) as Told;
  } catch {
    return {};
  }
}
