// Under what name the drafts of a case lie on this computer. A copy of a case has the same id and is another case to whoever writes in it: so each file has
// a name of its own. The first file that is seen of a case has the case's id itself, under which earlier versions kept the drafts of all of them.
import { z } from 'zod';

const DraftPlace = z.object({
  name: z.string(),
  path: z.string(),
  /** By which the system tells files apart, wherever they are moved to on the same medium; empty where it does not. */
  file: z.string(),
});
export type DraftPlace = z.infer<typeof DraftPlace>;

/** What was stored by id of the case, without what is none of it. */
export function readDraftPlaces(stored: Readonly<Record<string, unknown>>): Map<string, DraftPlace[]> {
  const places = Object.entries(stored).map(([caseId, list]): [string, DraftPlace[]] => [
    caseId,
    Array.isArray(list) ? list.flatMap((one) => DraftPlace.safeParse(one).data ?? []) : [],
  ]);
  return new Map(places.filter(([, list]) => list.length > 0));
}

/**
 * The places of a case with the one of a file first. A file that was moved keeps its place: it is the same file, or the one that had the place is gone.
 * @param isThere whether a file is at a path now
 */
export function withPlaceOf(
  known: readonly DraftPlace[],
  caseId: string,
  at: Omit<DraftPlace, 'name'>,
  isThere: (path: string) => boolean,
): [DraftPlace, ...DraftPlace[]] {
  const own =
    known.find(({ path }) => path === at.path) ??
    known.find(({ file }) => file !== '' && file === at.file) ??
    known.find(({ path }) => !isThere(path));
  return [{ ...at, name: own?.name ?? freeName(known, caseId) }, ...known.filter((one) => one !== own)];
}

function freeName(known: readonly DraftPlace[], caseId: string): string {
  const isFree = (name: string) => !known.some((one) => one.name === name);
  if (isFree(caseId)) return caseId;
  let number = 2;
  while (!isFree(`${caseId}~${number}`)) number++;
  return `${caseId}~${number}`;
}
