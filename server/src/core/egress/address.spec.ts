import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isPublicAddress } from './address.js';

describe('isPublicAddress', () => {
  it.each([
    ['8.8.8.8', 'a public IPv4 address'],
    ['1.1.1.1', 'a public IPv4 address'],
    ['172.15.255.255', 'just below 172.16.0.0/12'],
    ['172.32.0.0', 'just above 172.16.0.0/12'],
    ['100.63.255.255', 'just below the shared range'],
    ['100.128.0.0', 'just above the shared range'],
    ['223.255.255.255', 'just below multicast'],
    ['::ffff:8.8.8.8', 'a public address, IPv4-mapped'],
    ['2606:4700:4700::1111', 'a public IPv6 address'],
    ['2a00:1450:4001:81b::200e', 'a public IPv6 address'],
  ])('%s is public: %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ['0.0.0.0', 'this host'],
    ['0.1.2.3', 'this network'],
    ['10.0.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['169.254.169.254', 'metadata of most clouds'],
    ['169.254.170.2', 'metadata of containers'],
    ['100.64.0.1', 'shared (CGNAT)'],
    ['100.100.100.200', 'metadata, in the shared range'],
    ['168.63.129.16', 'metadata on a public address'],
    ['192.0.0.192', 'metadata, in a reserved range'],
    ['192.0.2.1', 'documentation'],
    ['198.51.100.1', 'documentation'],
    ['203.0.113.1', 'documentation'],
    ['198.18.0.1', 'benchmarks'],
    ['192.88.99.1', '6to4 relay'],
    ['224.0.0.1', 'multicast'],
    ['239.255.255.250', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['::127.0.0.1', 'IPv4-compatible loopback'],
    ['::8.8.8.8', 'IPv4-compatible'],
    ['::ffff:127.0.0.1', 'loopback, IPv4-mapped'],
    ['::ffff:a9fe:a9fe', 'metadata, IPv4-mapped'],
    ['::ffff:0:127.0.0.1', 'loopback, IPv4-translated'],
    ['64:ff9b::7f00:1', 'loopback behind NAT64'],
    ['64:ff9b::8.8.8.8', 'anything behind NAT64'],
    ['64:ff9b:1::1', 'local NAT64'],
    ['2002:7f00:1::1', 'loopback in 6to4'],
    ['2002:808:808::1', 'anything in 6to4'],
    ['2001:0:4136:e378::1', 'Teredo'],
    ['2001:db8::1', 'documentation'],
    ['3fff::1', 'documentation'],
    ['fc00::1', 'unique local'],
    ['fd00:ec2::254', 'metadata, unique local'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'with a zone'],
    ['fec0::1', 'site-local'],
    ['ff02::1', 'multicast'],
    ['100::1', 'discard'],
    ['5f00::1', 'segment routing'],
    ['4000::1', 'not assigned'],
    ['localhost', 'a name'],
    ['', 'nothing'],
    ['1.2.3', 'a short form'],
  ])('%s is not public: %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  const octet = fc.integer({ min: 0, max: 255 });
  const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));

  it('treats an IPv4-mapped address as the IPv4 address in it', () => {
    fc.assert(
      fc.property(fc.tuple(octet, octet, octet, octet), (octets) => {
        const address = octets.join('.');
        // "0.1.2.3" and the like are valid in both forms, so that the two must agree on all.
        expect(isPublicAddress(`::ffff:${address}`)).toBe(isPublicAddress(address));
      }),
    );
  });

  it('refuses everything in 10/8, 127/8, 169.254/16, 192.168/16 and from 224 up', () => {
    const prefix = fc.oneof(
      fc.constantFrom([10], [127], [169, 254], [192, 168], [0]),
      fc.integer({ min: 224, max: 255 }).map((first) => [first]),
    );
    fc.assert(
      fc.property(prefix, fc.tuple(octet, octet, octet, octet), (start, rest) => {
        expect(isPublicAddress([...start, ...rest].slice(0, 4).join('.'))).toBe(false);
      }),
    );
  });

  it('refuses every wrapping of another address, and all of IPv6 outside 2000::/3', () => {
    const wrapped = fc.constantFrom(
      '64:ff9b:0:0',
      '2002:7f00:1:0',
      '2001:0:0:0',
      'fc12:0:0:0',
      'fe80:0:0:0',
      '0:0:0:0',
    );
    fc.assert(
      fc.property(wrapped, fc.tuple(group, group, group, group), (start, rest) => {
        const address = `${start}:${rest.join(':')}`;
        fc.pre(!/^0:0:0:0:0:ffff:/.test(address));
        expect(isPublicAddress(address)).toBe(false);
      }),
    );
  });
});
