// Whether the item of an event is unchanged, as signs and words: yes, no, or too large to be hashed for every event that is looked at.

export const intactSign = (intact: boolean | null): string => (intact === null ? '?' : intact ? '✓' : '✖');

export const intactTone = (intact: boolean | null): string =>
  intact === null ? 'tc-dim' : intact ? 'tc-verdict-valid' : 'tc-verdict-invalid';

export const intactWords = (intact: boolean | null): string =>
  intact === null ? '? large item: Verify hashes it' : intact ? '✓ item unchanged since import' : '✖ item no longer has its SHA-256';
