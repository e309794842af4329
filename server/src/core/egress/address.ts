import ipaddr from 'ipaddr.js';
import { isIP } from 'node:net';

// Addresses that are public by their range but answer with what belongs to the host underneath.
const METADATA = new Set(['168.63.129.16']);

// Everything that is routed on the internet today; the rest of IPv6 is reserved or translated.
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * True when an IP address is one of the public internet: not private, loopback, link-local, shared
 * (CGNAT), multicast, reserved, metadata, and not a wrapping of another address (NAT64, 6to4,
 * Teredo), whose inside nobody here can vouch for. An IPv4-mapped address counts as its IPv4.
 */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 0 || address.includes('%')) return false;
  const parsed = ipaddr.process(version === 6 ? canonicalIPv6(address) : address);
  if (parsed.range() !== 'unicast') return false;
  if (parsed instanceof ipaddr.IPv6) return parsed.match(GLOBAL_UNICAST);
  return !METADATA.has(parsed.toString());
}

/** Without dotted parts, which ipaddr.js takes for IPv4-mapped wherever they stand. */
const canonicalIPv6 = (address: string): string =>
  new URL(`http://[${address}]`).hostname.slice(1, -1);
