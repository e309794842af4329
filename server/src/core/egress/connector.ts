import { Injectable } from '@nestjs/common';
import { lookup, type LookupAddress } from 'node:dns';
import { lookup as lookupHost } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { StepError } from '../step-error.js';
import { DestinationPolicy } from './destination.js';

const MAX_CONNECTORS = 64;

/** Turns a host name into addresses, as the machine does it. */
@Injectable()
export class HostResolver {
  resolve(hostname: string): Promise<LookupAddress[]> {
    return lookupHost(hostname, { all: true });
  }
}

/**
 * Opens connections to addresses that were checked: a name is resolved once, its addresses are
 * checked, and the socket is opened to those and no others, so that a name which changes its mind
 * between the check and the connection (DNS rebinding) gains nothing. A connection that is kept
 * alive was checked when it was opened.
 */
export function guardedConnector(
  policy: DestinationPolicy,
  resolver: HostResolver,
  timeoutMs: number,
): buildConnector.connector {
  // A lookup is not told the port, and a connector keeps the TLS sessions: one of each per port.
  const byPort = new Map<number, buildConnector.connector>();
  return (options, callback) => {
    const hostname = options.hostname.replace(/^\[(.*)\]$/, '$1');
    const port = Number(options.port || (options.protocol === 'https:' ? 443 : 80));
    try {
      // No name is looked up for an IP address, so that it has to be checked here.
      if (isIP(hostname) !== 0) policy.assertAddresses({ hostname, port }, [hostname]);
    } catch (error) {
      callback(error as Error, null);
      return;
    }
    let connect = byPort.get(port);
    if (!connect) {
      if (byPort.size >= MAX_CONNECTORS) byPort.clear();
      connect = connectorWith(pinnedLookup(policy, resolver, port), timeoutMs);
      byPort.set(port, connect);
    }
    connect({ ...options, hostname }, callback);
  };
}

/** Resolves a name and gives only those of its addresses that may be connected to. */
function pinnedLookup(
  policy: DestinationPolicy,
  resolver: HostResolver,
  port: number,
): LookupFunction {
  const resolve = async (name: string, family: number): Promise<LookupAddress[]> => {
    const found = await resolver.resolve(name);
    const destination = { hostname: name.replace(/\.$/, ''), port };
    const allowed = new Set(
      policy.assertAddresses(
        destination,
        found.map(({ address }) => address),
      ),
    );
    return found.filter(
      (one) => allowed.has(one.address) && (family === 0 || one.family === family),
    );
  };
  return (name, options, done) => {
    resolve(name, options.family === 4 || options.family === 6 ? options.family : 0).then(
      (addresses) => {
        const [first] = addresses;
        if (!first) done(dnsError(name), '');
        else if (options.all) done(null, addresses);
        else done(null, first.address, first.family);
      },
      (error: unknown) => done(error instanceof StepError ? error : dnsError(name, error), ''),
    );
  };
}

/** Opens connections anywhere; for servers that the admin chose. */
export function openConnector(timeoutMs: number): buildConnector.connector {
  return connectorWith(lookup as LookupFunction, timeoutMs);
}

const connectorWith = (pinned: LookupFunction, timeout: number): buildConnector.connector =>
  buildConnector({ allowH2: false, timeout, lookup: pinned } as buildConnector.BuildOptions);

const dnsError = (hostname: string, cause?: unknown): StepError =>
  new StepError('egress-dns', `The name "${hostname}" cannot be resolved. Check its spelling.`, {
    retryable: (cause as { code?: string } | undefined)?.code === 'EAI_AGAIN',
    cause,
  });
