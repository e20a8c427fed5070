// Which data interpret the addresses of a case: noted in it, since they become part of what is read from the evidence.
import { AddressData } from '../../shared/addresses.ts';
import { shippedSources } from '../addresses/shipped.ts';
import type { CaseFile } from './case-file.ts';
import type { ReadConnection, WriteConnection } from './open.ts';
import { storable } from './term-store.ts';

/** The action of custody entries that tell of such data; that of the creation tells of the first. */
export const ADDRESS_DATA_ACTION = 'address-data';

/** Name of the fact: the newest counts. */
export const ADDRESS_DATA_FACT = 'addressData';

/** What the case notes; null where it notes nothing, or nothing that this version can read. */
export function notedAddressData(db: ReadConnection): AddressData | null {
  const value = db.prepare('SELECT value FROM case_facts WHERE name = ? ORDER BY id DESC LIMIT 1').pluck().get(ADDRESS_DATA_FACT);
  if (typeof value !== 'string') return null;
  try {
    return AddressData.parse(JSON.parse(value));
  } catch {
    return null;
  }
}

/** Of a new case, inside the transaction that makes it. Returns what was noted, for its entry in the custody log. */
export function noteFirstAddressData(db: WriteConnection, at: number): AddressData {
  const data = { sources: [...shippedSources()] };
  insertFact(db, data, at);
  return data;
}

/** From now on these data count. */
export function noteAddressData(file: CaseFile, addressData: AddressData, at = Date.now()): void {
  file.db.transaction(() => {
    insertFact(file.db, addressData, at);
    file.record({ action: ADDRESS_DATA_ACTION, outcome: 'noted', detail: { addressData } }, at);
  })();
}

/** A case that is opened for writing notes what this Trailcase brings along, if that is something else than before; files of the examiner's stay. */
export function renewAddressData(file: CaseFile): void {
  const noted = notedAddressData(file.db);
  const own = noted?.sources.filter(({ path }) => path !== null) ?? [];
  const now = { sources: [...own, ...shippedSources()] };
  if (noted === null || JSON.stringify(noted) !== JSON.stringify(now)) noteAddressData(file, now);
}

function insertFact(db: WriteConnection, data: AddressData, at: number): void {
  db.prepare('INSERT INTO case_facts (at, name, value) VALUES (?, ?, ?)').run(at, ADDRESS_DATA_FACT, storable(JSON.stringify(data)));
}
