// Compares the tables, triggers and views of a case with those that its version has: a dropped trigger is a trace.
import type { Finding } from '../../shared/domain.ts';
import type { ReadConnection } from '../case/open.ts';
import { migrate } from '../case/schema.ts';
import { loadSqlite } from '../case/sqlite.ts';

interface SchemaObject {
  name: string;
  type: string;
  /** Name of the table that an index or a trigger belongs to. */
  of: string;
  sql: string | null;
}

/** What SQLite makes by itself is left out, but for the indexes that belong to a table as it was declared. */
const OBJECTS = `SELECT name, type, tbl_name AS "of", sql FROM sqlite_schema
  WHERE substr(name, 1, 7) <> 'sqlite_' OR substr(name, 1, 17) = 'sqlite_autoindex_' ORDER BY name`;

let fresh: readonly SchemaObject[] | undefined;

/** What a new case of this version has; made once. */
function wantedObjects(): readonly SchemaObject[] {
  if (fresh) return fresh;
  const Sqlite = loadSqlite();
  const db = new Sqlite(':memory:');
  try {
    migrate(db);
    fresh = db.prepare(OBJECTS).all() as SchemaObject[];
    return fresh;
  } finally {
    db.close();
  }
}

export function verifySchema(db: ReadConnection): Finding[] {
  const expected = new Map(wantedObjects().map((object) => [object.name, object]));
  const findings: Finding[] = [];
  for (const { name, type, of, sql } of db.prepare(OBJECTS).all() as SchemaObject[]) {
    const wanted = expected.get(name);
    expected.delete(name);
    if (!wanted) findings.push({ kind: 'schema', key: name, verdict: 'extra', reason: `a ${type} that no Trailcase made` });
    else if (wanted.sql !== sql || wanted.type !== type || wanted.of !== of)
      findings.push({ kind: 'schema', key: name, verdict: 'differing', reason: `the ${type} is not as Trailcase made it` });
  }
  for (const { name, type } of expected.values())
    findings.push({ kind: 'schema', key: name, verdict: 'missing', reason: `the ${type} is missing` });
  return findings;
}
