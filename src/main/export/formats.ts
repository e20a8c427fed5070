// The formats of `trailcase export`. To add one is to add its file and a line here.
import { annotations } from './annotations.ts';
import { csv, jsonl, timesketch } from './event-rows.ts';
import type { ExportFormat } from './format.ts';
import { proof } from './proof/proof.ts';
import { xlsx } from './xlsx/xlsx.ts';

export const FORMATS: readonly ExportFormat[] = [csv, jsonl, xlsx, timesketch, proof, annotations];
