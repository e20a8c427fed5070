// The interface that every shape of CloudTrail's data has: one file per shape, all in the registry (index.ts).
import type { ItemKind } from '../../../shared/domain.ts';
import type { ShapeName } from '../../../shared/shapes.ts';

/** Every element of a list. */
export const EACH = Symbol('each element');

/** From an object to what stands in it: names of members, numbers of elements, or EACH. */
export type Path = readonly (string | number | typeof EACH)[];

/** Where the records are in an object of a shape. What stands there may be a record, a string that holds one, or wrapped again. */
export interface Reading {
  /** None: an object of the shape that holds no record, and is not expected to. */
  paths: readonly Path[];
  /** Names of members of the objects around a record that hold a time, for records without one; the innermost counts. */
  times?: readonly string[];
  /** The object says something of an event, and its record is not there: the step of its address that says so. Then `paths` is empty. */
  reduced?: string;
  /** The object holds rows of cells, and the names of their columns beside them. Then `paths` is empty. */
  tables?: readonly CellTable[];
}

/** From an object to the names of columns and to the list of rows: decode/json-cells.ts reads both. */
export interface CellTable {
  header: readonly (string | number)[];
  rows: readonly (string | number)[];
}

/** A shape that a JSON object can have around records. */
export interface ValueShape {
  name: ShapeName;
  /**
   * Where the records are, or null when the object is not of this shape.
   * @param value an object; at the head of long content only its first members, its list cut to the first elements
   */
  recognise(value: Record<string, unknown>): Reading | null;
}

/** A JSON document that holds no records, and belongs to the evidence all the same. */
export interface DocumentShape {
  kind: ItemKind;
  recognise(value: Record<string, unknown>): boolean;
}

/** Lines of text, each with a record after some words of its own. */
export interface LineShape {
  name: ShapeName;
  /** Characters before the record in this line; null when the line is not of this shape. */
  recognise(line: string): number | null;
  /** Whether a tab ends the record, and columns that say no more than it follow. Compact JSON has no tab. */
  goesOn?: true;
  /** Whether other programs write their lines into the same log. */
  amongOthers?: true;
  /** Lines that are no records, and are not expected to be. */
  besides?: RegExp;
}

/** A table, known by its header or by what its rows hold. Rows are read by table-reader.ts and decode/reduced.ts. */
export interface TableShape {
  name: ShapeName;
  /** @param sample gives the cells of the first rows */
  recognise(header: readonly string[], sample: () => readonly string[][]): boolean;
}
