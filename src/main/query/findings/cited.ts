// Which records findings cite, as the events that lists show: a finding cites one record, a later import may have made another one of them the primary.

import type { FindingVersion } from '../../../shared/findings.ts';
import { currentFindings, type Side } from '../../case/findings.ts';
import type { ReadConnection } from '../../case/open.ts';
import { recordPlaces } from '../../case/record-places.ts';

interface Citation {
  finding: string;
  title: string;
  side: Side;
  /** Number of the record that lists show; null where the case has no such event. */
  record: number | null;
}

/** Both sides of a finding in one list. */
export function citedOf({ body }: FindingVersion): { id: string; reason: string; side: Side }[] {
  return (['supporting', 'contradicting'] as const).flatMap((side) => body[side].map((one) => ({ ...one, side })));
}

/** The record that lists show for a public id. */
export function primaryOf(db: ReadConnection, id: string): number | null {
  return recordPlaces(db).eventAt(id);
}

/** What the findings of a case cite, those that were not taken away. */
export function citations(db: ReadConnection, isWanted: (id: string, title: string) => boolean = () => true): Citation[] {
  return currentFindings(db)
    .filter(({ id, version }) => isWanted(id, version.body.title))
    .flatMap(({ id, version }) =>
      citedOf(version).map((one) => ({ finding: id, title: version.body.title, side: one.side, record: primaryOf(db, one.id) })),
    );
}
