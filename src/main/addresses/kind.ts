// What a sourceIPAddress is: an address that is routed in the Internet, one of a special range, a service of AWS, or none at all.
import type { AddressKind } from '../../shared/addresses.ts';
import { type Address, parseAddress } from '../../shared/filter/network.ts';
import { type Range, rangeOf } from './range-set.ts';

/**
 * Special ranges, of which the narrowest that holds an address counts. Those that are globally reachable within one that is not are `public`.
 * Source: IANA, "IPv4 Special-Purpose Address Registry" and "IPv6 Special-Purpose Address Registry" (RFC 6890), "IPv4 Multicast Address Space
 * Registry" (RFC 5771, 6676), "Internet Protocol Version 6 Address Space" (only 2000::/3 is assigned for global unicast).
 */
const RANGES: readonly [network: string, kind: AddressKind][] = [
  ['0.0.0.0/8', 'reserved'],
  ['10.0.0.0/8', 'private'],
  ['100.64.0.0/10', 'shared'],
  ['127.0.0.0/8', 'loopback'],
  ['169.254.0.0/16', 'link-local'],
  ['172.16.0.0/12', 'private'],
  ['192.0.0.0/24', 'reserved'],
  ['192.0.0.9/32', 'public'],
  ['192.0.0.10/32', 'public'],
  ['192.0.2.0/24', 'documentation'],
  ['192.88.99.0/24', 'reserved'],
  ['192.168.0.0/16', 'private'],
  ['198.18.0.0/15', 'reserved'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['233.252.0.0/24', 'documentation'],
  ['240.0.0.0/4', 'reserved'],
  ['::/0', 'reserved'],
  ['::1/128', 'loopback'],
  ['64:ff9b::/96', 'public'],
  ['2000::/3', 'public'],
  ['2001::/23', 'reserved'],
  ['2001:1::1/128', 'public'],
  ['2001:1::2/128', 'public'],
  ['2001:1::3/128', 'public'],
  ['2001:3::/32', 'public'],
  ['2001:4:112::/48', 'public'],
  ['2001:20::/28', 'public'],
  ['2001:30::/28', 'public'],
  ['2001:db8::/32', 'documentation'],
  ['2002::/16', 'reserved'],
  ['3fff::/20', 'documentation'],
  ['fc00::/7', 'private'],
  ['fe80::/10', 'link-local'],
  ['ff00::/8', 'multicast'],
];

/** Of IPv4 and of IPv6, the narrowest first. */
const NARROWEST_FIRST = { 32: rangesOf(32), 128: rangesOf(128) };

function rangesOf(bits: 32 | 128): { range: Range; kind: AddressKind }[] {
  const size = ({ first, last }: Range): bigint => last - first;
  return RANGES.map(([text, kind]) => ({ range: rangeOf(text) as Range, kind }))
    .filter(({ range }) => range.bits === bits)
    .sort((a, b) => (size(a.range) < size(b.range) ? -1 : 1));
}

/** Domains under which services of AWS, in all its partitions, have their names. */
const SERVICE = /^(?:[a-z0-9_-]+\.)+(?:amazonaws\.com|amazonaws\.com\.cn|amazonaws\.eu|c2s\.ic\.gov|sc2s\.sgov\.gov)$/i;

/**
 * @param text not empty
 * Source: AWS, "CloudTrail record contents", sourceIPAddress: the DNS name of a service for what it does, `AWS Internal` for what others do.
 */
export function addressKind(text: string): AddressKind {
  const address = parseAddress(text);
  if (address !== null) return kindOfAddress(address);
  if (/^AWS Internal$/i.test(text)) return 'aws-internal';
  return SERVICE.test(text) ? 'aws-service' : 'malformed';
}

function kindOfAddress({ bits, value }: Address): AddressKind {
  return NARROWEST_FIRST[bits].find(({ range: { first, last } }) => first <= value && value <= last)?.kind ?? 'public';
}
