// What is known of one address, in a line: country, network, watch lists; of one that is not public, what it is.
import { ADDRESS_KIND_WORDS } from '../../../shared/addresses.ts';
import { listLabel } from '../../../shared/watch-lists.ts';
import { Value } from '../../components/value.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCall } from '../../data/queries.ts';
import { countryText } from './country.ts';

/** Nothing until it is known: it only adds to what stands there. */
export function AddressFacts({ address }: { address: string }) {
  const { data } = useCall('addresses.about', { address: address.slice(0, 10_000) }, { enabled: address !== '' });
  if (!data) return null;
  const { kind, country, network, lists } = data;
  return (
    <span className="tc-address-facts" data-testid="address-facts">
      {kind !== 'public' && <span className="tc-dim">{ADDRESS_KIND_WORDS[kind]}</span>}
      {country !== null && <Value field="country" value={country} text={countryText(country)} />}
      {network !== null && <Value field="network" value={network} />}
      {lists.map((list) => (
        <span key={list.name} className="tc-address-list">
          <Value field="list" value={list.name} text={oneLine(listLabel(list))} />
        </span>
      ))}
    </span>
  );
}
