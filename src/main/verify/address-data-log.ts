// Compares what a case notes of the data that interpret its addresses with the custody entries that tell of it.
import type { Finding } from '../../shared/domain.ts';
import { ADDRESS_DATA_ACTION, ADDRESS_DATA_FACT } from '../case/address-data.ts';
import type { ReadConnection } from '../case/open.ts';
import { storable } from '../case/term-store.ts';

interface Told {
  at: number;
  value: string;
}

/** Every note has its entry, and every entry its note, in the same order. */
export function verifyAddressData(db: ReadConnection): Finding[] {
  const notes = db.prepare('SELECT at, value FROM case_facts WHERE name = ? ORDER BY id').all(ADDRESS_DATA_FACT) as Told[];
  const entries = db.prepare("SELECT at, detail FROM custody WHERE action IN ('create', ?) ORDER BY seq").all(ADDRESS_DATA_ACTION) as {
    at: number;
    detail: string;
  }[];
  const told = entries.flatMap(({ at, detail }): Told[] => {
    const data = addressDataIn(detail);
    return data === undefined ? [] : [{ at, value: storable(JSON.stringify(data)) }];
  });
  const same = notes.length === told.length && notes.every(({ at, value }, i) => at === told[i]?.at && value === told[i]?.value);
  if (same) return [];
  const reason = 'the data noted as interpreting the addresses are not those of which the custody log tells';
  return [{ kind: 'custody', key: 'address data', verdict: 'differing', reason }];
}

/** What an altered entry says may be anything. */
function addressDataIn(detail: string): unknown {
  try {
    return (JSON.parse(detail) as { addressData?: unknown } | null)?.addressData;
  } catch {
    return undefined;
  }
}
