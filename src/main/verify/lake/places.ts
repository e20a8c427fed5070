// Where a sign file and its result files lie: AWS puts them into one folder per query, and names files without their folder.

/** From here on AWS's own names go, which survive a copy: `AWSLogs/ACCOUNT/CloudTrail-Lake/Query/YEAR/MONTH/DAY/QUERY-ID/`. */
const LAKE = /AWSLogs\/[^/]+\/CloudTrail-Lake\/Query\//g;

/** A place, as far as it is the same in every copy that kept AWS's folders; else the whole of it. */
export function placeOf(path: string): string {
  const last = [...path.matchAll(LAKE)].at(-1);
  return last ? path.slice(last.index) : path;
}

/** The folder of a place with its separator, which after an archive's name is `!`. */
export function folderOf(place: string): string {
  return place.slice(0, Math.max(place.lastIndexOf('/'), place.lastIndexOf('!')) + 1);
}

/** Places of a file of that name, where something that lies beside it was found at these. */
export function beside(places: readonly string[], name: string): string[] {
  return [...new Set(places.map((place) => folderOf(placeOf(place)) + name))];
}
