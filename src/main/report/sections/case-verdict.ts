// Whether the verification found anything, in a few words, where a section only mentions it, and what it could not show; a preview claims nothing.
import type { ReportContext } from '../context.ts';
import { html, type Markup } from '../html.ts';
import { verdict } from '../parts.ts';
import { COVER, NOT_SHOWN, PREVIEW } from '../wording/index.ts';

export function caseVerdict({ verification, isPreview }: Pick<ReportContext, 'verification' | 'isPreview'>): Markup {
  return isPreview ? html`${PREVIEW.notVerified}` : verdict(verification.ok, verification.ok ? COVER.clean : COVER.found);
}

/** What is missing, or could not be checked: nothing contradicts it, nothing shows it either. Sentences with their counts; none of what is 0. */
export function notShown({ verification, isPreview, numbers }: Pick<ReportContext, 'verification' | 'isPreview' | 'numbers'>): string[] {
  if (isPreview) return [];
  const { logs, digests, lake } = verification;
  const counts: readonly (readonly [count: number, words: (n: number) => string])[] = [
    [logs.missing, NOT_SHOWN.logsMissing],
    [digests.missing, NOT_SHOWN.digestsMissing],
    [logs.unattested, NOT_SHOWN.logsUnattested],
    [logs.unverifiable, NOT_SHOWN.logsUnverifiable],
    [digests.unverifiable, NOT_SHOWN.digestsUnverifiable],
    [lake?.missing ?? 0, NOT_SHOWN.lakeMissing],
    [(lake?.unattested ?? 0) + (lake?.unverifiable ?? 0), NOT_SHOWN.lakeUnproven],
    [numbers.unread, NOT_SHOWN.unread],
    [numbers.notKept, NOT_SHOWN.notKept],
  ];
  return counts.flatMap(([n, words]) => (n > 0 ? [words(n)] : []));
}

/** What the verification contradicts, in counts; nothing where it contradicts nothing. */
export function contradicted({ verification: v }: Pick<ReportContext, 'verification'>): string[] {
  const counts: readonly (readonly [count: number, words: (n: number) => string])[] = [
    [v.evidence.altered, NOT_SHOWN.altered],
    [v.events.differing, NOT_SHOWN.differing],
    [v.custody.broken, NOT_SHOWN.broken],
    [v.seals.filter(({ ok }) => !ok).length, NOT_SHOWN.seals],
    [v.digests.invalid, NOT_SHOWN.digestsInvalid],
    [v.logs.invalid, NOT_SHOWN.logsInvalid],
    [v.lake?.invalid ?? 0, NOT_SHOWN.lakeInvalid],
    [v.items?.filter(({ kind }) => kind === 'schema').length ?? 0, NOT_SHOWN.schema],
  ];
  return counts.flatMap(([n, words]) => (n > 0 ? [words(n)] : []));
}
