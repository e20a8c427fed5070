// Compares the investigator's annotations with the custody entries that tell of them.
import type { Finding } from '../../shared/domain.ts';
import { ANNOTATION_ACTION } from '../case/annotations.ts';
import type { ReadConnection } from '../case/open.ts';
import { storable } from '../case/term-store.ts';
import { verifyVersions } from './version-log.ts';

interface Annotation {
  at: number;
  author: string;
  event: string;
  kind: string;
  colour: string;
  note: string;
  removed: number;
  label: string;
  origin: string;
}

interface Told {
  event: string;
  kind: string;
  colour: string;
  note: string;
  removed: boolean;
  /** Told only where there is one. */
  label: string;
  /** Of what another examiner wrote. */
  author: string;
  at: number;
  origin: string;
}

/** Every version of an annotation has its custody entry, in the same order. */
export function verifyAnnotations(db: ReadConnection): Finding[] {
  const differs = (key: string, reason: string): Finding => ({ kind: 'event', key, verdict: 'differing', reason });
  return verifyVersions<Annotation, Told>(db, {
    rows: 'SELECT at, author, event, kind, colour, note, removed, label, origin FROM annotations ORDER BY id',
    action: ANNOTATION_ACTION,
    held: ({ at, author, event, kind, colour, note, removed, label, origin }) => [
      at,
      author,
      event,
      kind,
      colour,
      note,
      removed,
      label,
      origin,
    ],
    told: ({ at, who }, { event, kind, colour, note, removed, label, origin, ...by }) => [
      by.at ?? at,
      by.author ?? who,
      event,
      kind,
      colour,
      storable(note ?? ''),
      removed ? 1 : 0,
      label ?? '',
      origin ?? '',
    ],
    untold: ({ event }) => differs(event, 'it has an annotation of which the custody log does not tell'),
    missing: ({ seq }, { event }) => differs(event ?? '', `its annotation of custody entry ${seq} is missing`),
    differing: ({ event }, { seq }) => differs(event, `its annotation is not what custody entry ${seq} tells`),
  });
}
