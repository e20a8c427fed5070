// What could not be read, or reads oddly.
import { grouped } from '../../../shared/text.ts';

export const PROBLEMS_TEXT = {
  intro:
    'Nothing in the evidence is passed over in silence: what could not be read, or reads oddly, is listed here. A problem is no sign of manipulation by itself.',
  none: 'None.',
  heads: ['Problem', 'Times', 'Of these, records that became no event'],
  listHeads: ['Item or file', 'Bytes (position + length)', 'Exhibit', 'Detail'],
  cut: (n: number) => `${grouped(n)} more of this kind are not listed here; the case file has them.`,
};
