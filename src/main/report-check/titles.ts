// Titles of a report's sections by id, for those who say where something is.
import { SECTIONS } from '../report/sections/index.ts';

export const TITLE_OF: ReadonlyMap<string, string> = new Map(SECTIONS.map(({ id, title }) => [id, title]));
