// MITRE's official data (enterprise-attack.json, STIX 2.1), checked field by field with MITRE's own schemas, and the small table that choosing a technique needs.
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { TrailcaseError } from '../../shared/errors.ts';
import type { AttackData, AttackTechnique } from '../../shared/findings.ts';

/** The official file has some 50 MB. */
const LONGEST_FILE = 512 * 1024 * 1024;

type Schemas = Awaited<ReturnType<typeof loadSchemas>>;

/** Loaded when asked for: they take longer to load than most commands run. */
async function loadSchemas() {
  const { techniqueBaseSchema } = await import('@mitre-attack/attack-data-model/dist/schemas/sdo/technique.schema.js');
  const { collectionSchema } = await import('@mitre-attack/attack-data-model/dist/schemas/sdo/collection.schema.js');
  const { tacticSchema } = await import('@mitre-attack/attack-data-model/dist/schemas/sdo/tactic.schema.js');
  // What other fields a release adds or drops does not matter to the table.
  const technique = techniqueBaseSchema
    .pick({
      type: true,
      name: true,
      external_references: true,
      kill_chain_phases: true,
      revoked: true,
      x_mitre_deprecated: true,
    })
    .strip();
  const collection = collectionSchema.pick({ type: true, name: true, x_mitre_version: true }).strip();
  const tactic = tacticSchema.pick({ type: true, name: true, x_mitre_shortname: true }).strip();
  return { technique, collection, tactic };
}

/** Errors: ATTACK_DATA_UNREADABLE, which says what is missing. */
export async function readAttackFile(path: string): Promise<AttackData> {
  const bytes = readBytes(path);
  const objects = objectsOf(bytes, path);
  const schemas = await loadSchemas();
  const ofType = (type: string): unknown[] => objects.filter((one) => (one as { type?: unknown } | null)?.type === type);
  const release = ofType('x-mitre-collection').flatMap((one) => {
    const read = schemas.collection.safeParse(one);
    return read.success && /enterprise/i.test(read.data.name) ? [{ version: read.data.x_mitre_version, ...madeOn(one) }] : [];
  })[0];
  if (release === undefined) throw unreadable(path, 'it names no version of Enterprise ATT&CK (an object of type x-mitre-collection)');
  const tactics = tacticNames(ofType('x-mitre-tactic'), schemas);
  const techniques = new Map<string, AttackTechnique>();
  const patterns = ofType('attack-pattern');
  for (const pattern of patterns) {
    const technique = techniqueOf(pattern, schemas, tactics);
    if (technique === null) continue;
    // Numbers were used again: what is still part of ATT&CK counts.
    if (techniques.get(technique.id)?.retired !== '') techniques.set(technique.id, technique);
  }
  if (techniques.size === 0) throw unreadable(path, `none of its ${patterns.length} techniques is one by MITRE's own schema`);
  return {
    data: `ATT&CK ${String(release.version).slice(0, 40)}`,
    from: 'loaded',
    file: basename(path).slice(0, 200),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    ...(release.made === undefined ? {} : { made: release.made }),
    techniques: [...techniques.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

/** The day of a release, where it says one. */
function madeOn(collection: unknown): { made?: string } {
  const { modified } = collection as { modified?: unknown };
  return typeof modified === 'string' && /^\d{4}-\d\d-\d\dT/.test(modified) ? { made: modified.slice(0, 10) } : {};
}

function readBytes(path: string): Buffer {
  try {
    if (statSync(path).size > LONGEST_FILE) throw new Error('it is larger than the official data ever were');
    return readFileSync(path);
  } catch (cause) {
    throw unreadable(path, (cause as Error).message);
  }
}

function objectsOf(bytes: Buffer, path: string): unknown[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw unreadable(path, 'it is no JSON');
  }
  const { type, objects } = (parsed ?? {}) as { type?: unknown; objects?: unknown };
  if (type !== 'bundle' || !Array.isArray(objects)) throw unreadable(path, 'it is no STIX bundle');
  return objects;
}

function tacticNames(objects: readonly unknown[], { tactic }: Schemas): ReadonlyMap<string, string> {
  return new Map(
    objects.flatMap((one) => {
      const read = tactic.safeParse(one);
      return read.success ? [[read.data.x_mitre_shortname as string, line(read.data.name, 100)] as const] : [];
    }),
  );
}

function techniqueOf(pattern: unknown, { technique }: Schemas, tactics: ReadonlyMap<string, string>): AttackTechnique | null {
  const read = technique.safeParse(pattern);
  if (!read.success) return null;
  const { name, external_references: references, kill_chain_phases: phases = [] } = read.data;
  // Not checked: releases add platforms, of which this version of the schemas does not know.
  const { x_mitre_platforms: platforms } = pattern as { x_mitre_platforms?: unknown };
  const id = references.find(({ source_name: source }) => source === 'mitre-attack')?.external_id ?? '';
  if (!/^T\d{4}(\.\d{3})?$/.test(id)) return null;
  return {
    id,
    name: line(name, 200),
    tactics: phases.map(({ phase_name: phase }) => tactics.get(phase) ?? line(phase, 100)).slice(0, 20),
    cloud: Array.isArray(platforms) && platforms.includes('IaaS'),
    retired: read.data.revoked === true ? 'revoked' : read.data.x_mitre_deprecated === true ? 'deprecated' : '',
  };
}

/** One line: names stand in lists and on terminals. */
function line(text: string, longest: number): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, longest);
}

function unreadable(path: string, why: string): TrailcaseError {
  return new TrailcaseError(
    'ATTACK_DATA_UNREADABLE',
    `${path} is not MITRE's data of Enterprise ATT&CK: ${why.replace(/\.$/, '')}`,
    'Give the file enterprise-attack.json of the repository mitre-attack/attack-stix-data.',
  );
}
