// From all that was found out, one answer: could the logs have shown it? It is no better than the worst of what it rests on. Pure.
import type { Covered, EmptyAnswer, Relation } from '../../../shared/empty.ts';

type Answer = Covered;
type Found = Omit<EmptyAnswer, 'couldShow' | 'covered'>;

export function verdictOn(found: Found): Pick<EmptyAnswer, 'couldShow' | 'covered'> {
  const covered = { places: ofPlaces(found), period: ofPeriod(found), recording: ofRecording(found), attestation: ofAttestation(found) };
  const parts = Object.values(covered);
  const worst = (['no', 'partly', 'unknown'] as const).find((one) => parts.includes(one)) ?? 'yes';
  return { couldShow: found.contradictions.length > 0 ? 'never' : worst, covered };
}

/** Alternatives: all alike, or only some. */
function together(parts: readonly Answer[]): Answer {
  const [first = 'yes'] = parts;
  if (parts.every((part) => part === first)) return first;
  return parts.some((part) => part === 'yes' || part === 'partly') ? 'partly' : 'unknown';
}

function ofPlaces({ places }: Pick<EmptyAnswer, 'places'>): Answer {
  const of = (field: string): Answer =>
    together(places.filter((place) => place.field === field).map(({ count, logFiles }) => (count + logFiles > 0 ? 'yes' : 'no')));
  const [accounts, regions] = [of('accountId'), of('awsRegion')];
  return accounts === 'no' || regions === 'no' ? 'no' : together([accounts, regions]);
}

const OF_RELATION: Readonly<Record<Relation, Answer>> = { within: 'yes', partly: 'partly', before: 'no', after: 'no', none: 'no' };

/**
 * Where the filter names no account or region, it asks for any that the case has. A period in which nothing was delivered and nothing happened
 * is covered only where digests attest that.
 */
function ofPeriod({ period, places, attestation }: Pick<EmptyAnswer, 'period' | 'places' | 'attestation'>): Answer {
  const covered = (relation: Relation, heard: number): Answer =>
    relation === 'within' && heard === 0 && attestation.verdict !== 'attested' ? 'unknown' : OF_RELATION[relation];
  if (places.length === 0 || period.presence.length === 0) return covered(period.relation, period.events + period.logFiles);
  return together(period.presence.map(({ relation, events, logFiles }) => covered(relation, events + logFiles)));
}

function ofRecording({ recording }: Pick<EmptyAnswer, 'recording'>): Answer {
  // Of a service that is recorded in one region, another one never shows anything.
  if (recording.onlyElsewhere) return 'no';
  const of = { recorded: 'yes', partly: 'partly', notRecorded: 'no', contradictory: 'unknown', unknown: 'unknown' } as const;
  // What is only taken for a management event may be one that is recorded otherwise, or not at all.
  return together(
    recording.kinds.map(({ recorded, assumed }) => (assumed.length > 0 && recorded === 'recorded' ? 'unknown' : of[recorded])),
  );
}

function ofAttestation({ attestation }: Pick<EmptyAnswer, 'attestation'>): Answer {
  return attestation.verdict === 'attested' ? 'yes' : attestation.verdict === 'gaps' ? 'partly' : 'unknown';
}
