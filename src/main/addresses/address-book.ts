// What is known of a source address: its kind, and of a public one its country and network, as the data of a case say.
import type { AddressData, AddressKind, AddressSource } from '../../shared/addresses.ts';
import { toErrorValue } from '../../shared/errors.ts';
import { parseAddress } from '../../shared/filter/network.ts';
import { addressKind } from './kind.ts';
import { type MaxmindFile, openMaxmindFile, reopenMaxmindFile, withoutLinks } from './maxmind-file.ts';
import { shippedCountries, shippedNetworks, shippedSources } from './shipped.ts';

export interface AddressFacts {
  kind: AddressKind;
  /** ISO 3166-1 code of two letters: where the registries and the database say that the network is, not where anybody was. */
  country: string | null;
  /** `AS60729 Stiftung Erneuerbare Freiheit` */
  network: string | null;
}

const NOTHING = { country: null, network: null };

export class AddressBook {
  /** What differs from the data that the case notes, a sentence each. */
  readonly differences: readonly string[];
  private readonly files: readonly MaxmindFile[];
  private readonly ownSources: readonly AddressSource[];
  private readonly noted: AddressData | null;
  private countries: ((address: string) => string | null) | null = null;
  private networks: ((address: string) => string | null) | null = null;

  /** @param noted what the case notes; null for none: then what Trailcase brings along is asked. A file that cannot be read any more is left out and told. */
  constructor(noted: AddressData | null) {
    const opened = (noted?.sources ?? []).filter(({ path }) => path !== null).map(openAgain);
    this.noted = noted;
    this.files = opened.flatMap(({ file }) => (file ? [file] : []));
    this.ownSources = opened.flatMap(({ file, source }) => (file ? [source] : []));
    this.differences = opened.flatMap(({ difference }) => (difference === null ? [] : [difference]));
  }

  /** @param text a sourceIPAddress, not empty */
  lookUp(text: string): AddressFacts {
    const kind = addressKind(text);
    return { kind, ...(kind === 'public' ? this.placeOf(text) : NOTHING) };
  }

  /** The sources that are asked, in their order. */
  used(): AddressData {
    return { sources: [...this.ownSources, ...shippedSources()] };
  }

  /** What differs between what the case notes and what is asked here and now, a sentence each. */
  allDifferences(): string[] {
    return [...this.differences, ...shippedDifferences(this.noted)];
  }

  private placeOf(text: string): Omit<AddressFacts, 'kind'> {
    const address = plainText(text);
    let { country, network }: Omit<AddressFacts, 'kind'> = NOTHING;
    for (const file of this.files) {
      const place = file.placeOf(address);
      country ??= place.country;
      network ??= place.network;
    }
    this.countries ??= shippedCountries();
    this.networks ??= shippedNetworks();
    return { country: country ?? this.countries(address), network: network ?? this.networks(address) };
  }
}

/** ::ffff:1.2.3.4 is asked for as 1.2.3.4: databases know it as that. */
function plainText(text: string): string {
  const address = parseAddress(text);
  if (address?.bits !== 32) return text;
  return [24n, 16n, 8n, 0n].map((shift) => (address.value >> shift) & 255n).join('.');
}

interface Opened {
  source: AddressSource;
  file: MaxmindFile | null;
  difference: string | null;
}

/** A file that the case notes, if it is still what it was. */
function openAgain(source: AddressSource): Opened {
  const path = source.path as string;
  try {
    const file = source.files[0] ? reopenMaxmindFile(path, source.files[0]) : null;
    if (!file) return { source, file, difference: `${path} is not the file that the case notes any more, and is not used` };
    return { source: { ...file.source, version: null, path }, file, difference: null };
  } catch (error) {
    return { source, file: null, difference: `${toErrorValue(error).message}; the case notes it` };
  }
}

function shippedDifferences(noted: AddressData | null): string[] {
  if (noted === null) return ['the case notes no data of countries and networks'];
  const before = noted.sources.filter(({ path }) => path === null);
  return shippedSources().flatMap((now) => {
    const then = before.find(({ name }) => name === now.name);
    if (then === undefined) return [`the case does not note ${now.name}, which is used`];
    const changed = JSON.stringify(then) !== JSON.stringify(now);
    return changed
      ? [`the case notes ${then.name} ${then.version ?? ''} of ${then.built}; used is ${now.version ?? ''} of ${now.built}`]
      : [];
  });
}

/** What a case is to note when these files are to be asked before what Trailcase brings along. Errors: ADDRESS_DATA_UNREADABLE. */
export function addressDataWith(paths: readonly string[]): AddressData {
  const own = paths.map((path): AddressSource => {
    const real = withoutLinks(path);
    return { ...openMaxmindFile(real).source, version: null, path: real };
  });
  return { sources: [...own, ...shippedSources()] };
}
