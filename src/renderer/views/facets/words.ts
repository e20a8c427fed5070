// What values of facets are called on screen, and what is told of them.
import type { SeenCount } from '../../../shared/domain.ts';
import type { FacetField } from '../../../shared/facets.ts';
import { grouped, plural } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';
import { oneLine } from '../../components/visible-text.ts';
import { countryText } from '../addresses/country.ts';

/** A value as it is shown. */
export function facetText(field: FacetField, value: string): string {
  if (field === 'readOnly' && value === 'true') return 'read';
  if (field === 'readOnly' && value === 'false') return 'write';
  if (field === 'country') return countryText(value);
  return value === '' ? '(empty)' : oneLine(value);
}

/** A value in little room: ARNs differ at their ends, so of one all before its resource is left out. */
export function shortText(field: FacetField, value: string): string {
  return facetText(field, field === 'resource' ? value.replace(/^arn:[^:]*:[^:]+:[^:]*:[^:]*:(?=.)/, '…') : value);
}

/** How often and when a value was seen, in lines. */
export function seenLines({ count, first, last }: SeenCount, total: number, zone: string): string[] {
  const share = total > 0 ? ` (${sharePercent(count / total)} of ${grouped(total)})` : '';
  const times = first === last ? [formatTime(first, zone)] : [`first ${formatTime(first, zone)}`, `last ${formatTime(last, zone)}`];
  return [`${plural(count, 'event')}${share}`, ...times];
}

function sharePercent(share: number): string {
  if (share > 0 && share < 0.001) return '< 0.1 %';
  return `${(share * 100).toFixed(1)} %`;
}
