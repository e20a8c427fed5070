// Paths into the record, and resources. Of what a table keeps as JSON in a text, the parts of a value are looked for anywhere in that text: too much is
// found rather than too little, since JSON is written in many ways.
import type { TermNode } from '../../../shared/filter.ts';
import { heldBy } from '../../query/filter/resource-term.ts';
import { atMost, type Bounds, joinedSql } from './bounds.ts';
import { type TranslateContext, type Translated, textTerm } from './context.ts';
import { holds, identifier, literal, orEmpty, sure } from './literals.ts';
import { NotInTable } from './refusal.ts';
import { type ColumnType, isSpelled } from './table.ts';

/** What every writer of JSON leaves as it is within a text: Gson, for one, writes \u003d for =. */
const PLAIN = /[A-Za-z0-9 _.:@,-]+/g;

const plainParts = (text: string): string[] => text.match(PLAIN) ?? [];

const IN_TEXT = 'JSON is searched as a text, so records may be found that have the value in another place of it';
const EXCLUDES_NOTHING = 'what a text of JSON holds is not certain enough to leave records out by it';

/** @param path the first segment is a field of the record */
export function pathTerm(term: TermNode, path: readonly string[], context: TranslateContext): Translated {
  const [first = '', ...rest] = path;
  const name = first.toLowerCase();
  let type = context.table.columns.get(name);
  if (type === undefined) throw new NotInTable(term, `the table has no column ${name}`);
  let sql = identifier(name);
  // A column is found in any letter case, a field of a record is not.
  let spelled = isSpelled(first);
  let depth = 0;
  while (type.kind === 'struct' && depth < rest.length) {
    const field: string = rest[depth] as string;
    const inner: ColumnType | undefined = type.fields.get(field.toLowerCase());
    if (inner === undefined) throw new NotInTable(term, `the table has no ${[first, ...rest.slice(0, depth + 1)].join('.')}`);
    spelled &&= isSpelled(field);
    sql = `${sql}.${identifier(field.toLowerCase())}`;
    type = inner;
    depth++;
  }
  const below = rest.slice(depth);
  if (lacks(type, below)) throw new NotInTable(term, `the table has no ${path.join('.')}`);
  if (type.kind !== 'text') return { bounds: structTerm(sql, type, term.value, below), wider: IN_TEXT, excludesLess: EXCLUDES_NOTHING };
  if (below.length > 0) return { bounds: jsonTerm(sql, term.value, below), wider: IN_TEXT, excludesLess: EXCLUDES_NOTHING };
  if (depth === 0 && !TEXTS.has(name)) return { bounds: jsonTerm(sql, term.value, []), wider: IN_TEXT, excludesLess: EXCLUDES_NOTHING };
  const exact = textTerm(sql, term.value);
  if (spelled) return { bounds: exact };
  return term.value === ''
    ? { bounds: atMost('TRUE', exact.lower) }
    : {
        bounds: atMost(exact.upper),
        wider: 'a table knows no letter case of names',
        excludesLess: 'a table knows no letter case of names',
      };
}

/** Whether a path leads to what the elements of a list have not in the table. */
function lacks(type: ColumnType | undefined, below: readonly string[]): boolean {
  if (type?.kind === 'list') {
    const inner = below.findIndex((name) => !/^\d+$/.test(name));
    return inner !== -1 && lacks(type.of, below.slice(inner));
  }
  if (type?.kind !== 'struct' || below.length === 0) return false;
  const [name = '', ...rest] = below;
  const field = type.fields.get(name.toLowerCase());
  return field === undefined || lacks(field, rest);
}

/** Columns in which a text of the record stands; in all others JSON does. */
const TEXTS: ReadonlySet<string> = new Set(
  'eventversion eventtime eventsource eventname awsregion sourceipaddress useragent errorcode errormessage requestid eventid readonly eventtype apiversion recipientaccountid sharedeventid vpcendpointid vpcendpointaccountid eventcategory sessioncredentialfromconsole managementevent'.split(
    ' ',
  ),
);

/** A struct, list or map: as JSON. */
function structTerm(sql: string, type: ColumnType, value: string, below: readonly string[]): Bounds {
  const isThere = `${sql} IS NOT NULL`;
  if (value === '' && below.length === 0) return atMost('TRUE', `NOT (${isThere})`);
  const text = `json_format(CAST(${sql} AS JSON))`;
  return jsonTerm(text, value, type.kind === 'struct' ? below : []);
}

/** @param sql a text of JSON */
function jsonTerm(sql: string, value: string, below: readonly string[]): Bounds {
  const names = below.filter((name) => name !== '*' && !/^\d+$/.test(name)).map((name) => `"${name}"`);
  // Hive may write names in small letters.
  const hasNames = names.flatMap((name) => plainParts(name).map((part) => holds(`lower(${sql})`, part.toLowerCase())));
  // Nothing there, or something empty: where there is no such name there is nothing.
  if (value === '') return atMost('TRUE', joinedSql('or', [`${orEmpty(sql)} = ''`, ...hasNames.map((one) => `NOT ${sure(one)}`)]));
  return atMost(joinedSql('and', [...hasNames, ...valueIn(sql, value)].map(sure)));
}

/** Conditions that every text of JSON fulfils which has the value in it. */
function valueIn(sql: string, value: string): string[] {
  if (/^\d{1,15}$/.test(value)) return [`(${holds(sql, value)} OR regexp_like(${sql}, ${literal('[0-9][eE][+-]?[0-9]')}))`];
  // Any other number may be written in many ways.
  if (/^[-+.\de*]*$/i.test(value)) return [];
  return value
    .split('*')
    .flatMap(plainParts)
    .map((part) => holds(sql, part));
}

/** Columns in which a record names resources. */
const NAMING = ['requestparameters', 'responseelements', 'serviceeventdetails'] as const;

/** `resource:`, by what every record must hold that names it in any form. */
export function resourceTerm(term: TermNode, { table }: TranslateContext): Translated {
  const missing = [...NAMING, 'resources'].find((name) => !table.columns.has(name));
  if (missing !== undefined) throw new NotInTable(term, `the table has no column ${missing}`);
  const list = table.columns.get('resources');
  const resources = identifier('resources');
  const parts = [...NAMING.map(identifier), list?.kind === 'text' ? resources : `json_format(CAST(${resources} AS JSON))`].map(orEmpty);
  const text = parts.join(' || chr(10) || ');
  const wider = `${IN_TEXT}; of resources the table has only ${list?.kind === 'list' ? 'ARN, account and type' : 'their text'}`;
  if (term.value === '') {
    const nothing = parts.map((part) => `${part} = ''`).join(' AND ');
    return { bounds: atMost('TRUE', `(${nothing})`), wider: IN_TEXT, excludesLess: 'a text of JSON that is there may hold nothing' };
  }
  const held = heldBy(term.value).flatMap(({ text: one, ignoreCase }) =>
    plainParts(one).map((part) => (ignoreCase ? holds(`lower(${text})`, part.toLowerCase()) : holds(text, part))),
  );
  return { bounds: atMost(joinedSql('and', held)), wider, excludesLess: EXCLUDES_NOTHING };
}
