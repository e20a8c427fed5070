// Names that AWS gives, the same for everyone: regions and services.
import { SERVICES } from './api-words.ts';

export function isRegion(text: string): boolean {
  return /^(?:[a-z]{2}(?:-?gov|-?iso[a-z]?)?-(?:north|south|east|west|central){1,2}-\d[a-z]?|aws-global|global)$/i.test(text);
}

/** `ec2.amazonaws.com`, as events name their source and roles whom they trust; of a service that is known. */
export function isServiceName(text: string): boolean {
  const labels = /^([a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,40})?)\.amazonaws\.com(?:\.cn)?$/.exec(text)?.[1]?.split('.') ?? [];
  return labels.length > 0 && labels.every((label, i) => SERVICES.has(label) || (i > 0 && isRegion(label)));
}
