// From the bytes at a location to the record: the decoding steps that follow an address in a public id. Part of the identity
// model: see docs/case-format.md. Steps are applied from left to right, each to what the one before it gave.
//
//   json-string        the bytes are a JSON string, quotes included: its value, as UTF-8
//   csv-cell           the bytes are a cell of a table as it stands there, quotes included: its value, as UTF-8
//   base64             the bytes are base64 text: what it decodes to
//   gzip               the bytes are gzip data: what they decompress to
//   at:OFFSET+LENGTH   a part of the bytes
//   reduced:csv:OFFSET+LENGTH   the bytes are a row of a table whose header stands at this place of the content
//   reduced:cells:OFFSET+LENGTH  the bytes are a row of cells in JSON, and the names of their columns stand at this place of the content
//   reduced:python   the bytes are a record as Python prints an object: a dict
//   reduced:lookup     the bytes are an entry of lookup-events' output that lacks the record
//   reduced:lake       the bytes are a row of CloudTrail Lake's get-query-results: a list of objects, each with one column
//   reduced:row        the bytes are an object that is a row of a query's result: its members are the columns
//
// After `reduced:` the bytes stay as they are: they hold some fields of the record, not the record.
import { gunzipSync } from 'node:zlib';
import type { Fidelity } from '../../shared/domain.ts';
import { unquoteCell } from './table.ts';

/** Longest outcome of a step, in bytes. */
const LONGEST = 512_000_000;

const REDUCED = 'reduced:';

export function fidelityOf(steps: string): Fidelity {
  return steps.includes(REDUCED) ? 1 : 2;
}

/**
 * The record's own bytes; of a reduced copy the row or entry as it stands.
 * @param bytes what stands at the record's location in the content
 * Never throws: what does not decode gives no bytes.
 */
export function applySteps(bytes: Buffer, steps: string): Buffer {
  let now = bytes;
  try {
    for (const step of steps === '' ? [] : steps.split('/')) now = applyStep(now, step);
  } catch {
    return Buffer.alloc(0);
  }
  return now;
}

function applyStep(bytes: Buffer, step: string): Buffer {
  if (step.startsWith(REDUCED)) return bytes;
  const range = /^at:(\d+)\+(\d+)$/.exec(step);
  if (range) return bytes.subarray(Number(range[1]), Number(range[1]) + Number(range[2]));
  switch (step) {
    case 'json-string':
      return decodeJsonString(bytes);
    case 'csv-cell':
      return Buffer.from(unquoteCell(bytes.toString('utf8')), 'utf8');
    case 'base64':
      return Buffer.from(bytes.toString('latin1'), 'base64');
    case 'gzip':
      return gunzipSync(bytes, { maxOutputLength: LONGEST });
    default:
      throw new Error(`unknown step ${step}`);
  }
}

/** Value of a JSON string as UTF-8 bytes. Throws when the bytes are none. */
function decodeJsonString(bytes: Buffer): Buffer {
  const value: unknown = JSON.parse(bytes.toString('utf8'));
  if (typeof value !== 'string') throw new Error('not a string');
  return Buffer.from(value, 'utf8');
}

/** Place of the header in the steps of a table's row, and whether both are JSON; null when they are not those of a row. */
export function headerPlace(steps: string): { offset: number; length: number; isJson: boolean } | null {
  const parts = /^reduced:(csv|cells):(\d+)\+(\d+)$/.exec(steps);
  return parts ? { offset: Number(parts[2]), length: Number(parts[3]), isJson: parts[1] === 'cells' } : null;
}
