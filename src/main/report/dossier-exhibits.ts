// A dossier of one set of credentials has only the exhibits that tell of them: what others did otherwise is no part of it. Numbers stay those of the full report.
import type { LineageBranch, LineageEdge } from '../../shared/lineage.ts';
import type { JobControl } from '../jobs/progress.ts';
import type { ReportContext } from './context.ts';
import { type DossierFacts, dossierOf } from './facts/dossier.ts';

/** Leaves out all exhibits that do not tell of the credentials, everywhere in a report. Errors: CANCELLED. */
export async function narrowToDossier(context: ReportContext, control: JobControl): Promise<void> {
  // With sections of the user's choice, others ask what is cited, too: they must see the fewer exhibits, not what was known before.
  const asked = context.options.sections === null ? context : { ...context, exhibits: [...context.exhibits] };
  const dossier = await dossierOf(asked, control);
  const own = new Set(typeof dossier === 'string' ? [] : [...dossier.exhibits, ...lifeOf(context, dossier)]);
  const all = context.exhibits.length;
  const kept = context.exhibits.filter(({ number }) => own.has(number));
  context.exhibits.splice(0, all, ...kept);
  context.leftOut = all - kept.length;
  for (const [hash, list] of context.byItem) {
    const left = list.filter(({ number }) => own.has(number));
    if (left.length === 0) context.byItem.delete(hash);
    else context.byItem.set(hash, left);
  }
  for (const [id, { number }] of context.byEvent) if (!own.has(number)) context.byEvent.delete(id);
}

/** Exhibits that tell of the credentials though others made them: what issued them and what they issued, and the events of their life. */
function lifeOf({ byEvent }: ReportContext, { lineage }: DossierFacts): number[] {
  if (lineage === null) return [];
  const ofEdge = ({ event, events }: LineageEdge): string[] => [...(event === null ? [] : [event.id]), ...events.map(({ id }) => id)];
  const ofBranch = (branch: LineageBranch): string[] => [...ofEdge(branch), ...branch.children.flatMap(ofBranch)];
  const ids = [...lineage.chain.flatMap(ofEdge), ...lineage.children.flatMap(ofBranch), ...lineage.life.map(({ event }) => event.id)];
  return ids.flatMap((id) => byEvent.get(id)?.number ?? []);
}
