import { isIP } from 'node:net';
import { ConfigError } from '../config/config.js';
import { StepError } from '../step-error.js';
import { isPublicAddress } from './address.js';

/** A server that is about to be called. */
export interface Destination {
  /** As in a URL, without the brackets of IPv6. */
  hostname: string;
  port: number;
}

// Services that do not speak HTTP but may act on what a request carries.
const FOREIGN_PORTS = new Set([
  1719, 1720, 1723, 2049, 3306, 3659, 4045, 4190, 5060, 5061, 5432, 6000, 6379, 6566, 6665, 6666,
  6667, 6668, 6669, 6679, 6697, 10080, 11211, 27017,
]);

/** Says which servers may be called: public addresses, and what the admin lists by name. */
export class DestinationPolicy {
  private readonly listed: ReadonlySet<string>;

  /** @param allowHosts entries of EGRESS_ALLOW_HOSTS: `host`, `host:port`, `[ipv6]:port`. */
  constructor(allowHosts: readonly string[]) {
    this.listed = new Set(allowHosts.map(canonicalEntry));
  }

  /**
   * Refuses a URL by its form alone, before anything is looked up.
   * @throws StepError `egress-refused`
   */
  check(url: URL, options: { allowInternal: boolean }): Destination {
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      throw refused('Only http and https addresses can be called.');
    }
    if (url.username !== '' || url.password !== '') {
      throw refused('An address may not carry a user name or password. Send them in a header.');
    }
    const destination = destinationOf(url);
    if (options.allowInternal || this.isListed(destination)) return destination;
    const { hostname, port } = destination;
    if ((port < 1024 && port !== 80 && port !== 443) || FOREIGN_PORTS.has(port)) {
      throw refused(`Port ${port} is not one of web servers. ${askAdmin(destination)}`);
    }
    if (isIP(hostname) !== 0) this.assertAddresses(destination, [hostname]);
    return destination;
  }

  /**
   * The addresses of a host that may be connected to.
   * @throws StepError `egress-refused` when there is none.
   */
  assertAddresses(destination: Destination, addresses: readonly string[]): string[] {
    if (this.isListed(destination)) return [...addresses];
    const allowed = addresses.filter(isPublicAddress);
    if (allowed.length > 0) return allowed;
    // The address itself is not named: what a name means inside the network is nobody's business.
    throw refused(`"${destination.hostname}" is not a public server. ${askAdmin(destination)}`);
  }

  /** True for what the admin lists in EGRESS_ALLOW_HOSTS. */
  isListed({ hostname, port }: Destination): boolean {
    return this.listed.has(hostname) || this.listed.has(`${hostname}:${port}`);
  }
}

/** Host and port of a URL, in the form that the policy compares. */
export function destinationOf(url: URL): Destination {
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  return { hostname, port };
}

/** Brings an entry into the form in which URLs give hosts: lower case, plain IP addresses. */
function canonicalEntry(entry: string): string {
  // An IPv6 address without brackets has more than one colon and no port.
  const text = isIP(entry) === 6 ? `[${entry}]` : entry;
  const url = URL.canParse(`http://${text}`) ? new URL(`http://${text}`) : null;
  if (!url || !/^[^/?#@]+$/.test(text)) {
    throw new ConfigError('EGRESS_ALLOW_HOSTS is wrong: a list of host or host:port is expected.');
  }
  const { hostname } = destinationOf(url);
  // The port is read from the text, since a URL drops the one that is its scheme's own.
  const port = /:(\d+)$/.exec(text.replace(/^\[.*\]/, ''))?.[1];
  return port === undefined ? hostname : `${hostname}:${Number(port)}`;
}

const refused = (message: string): StepError => new StepError('egress-refused', message);

const askAdmin = ({ hostname, port }: Destination): string =>
  `If it should be reachable, ask the admin to add ${hostname.includes(':') ? `[${hostname}]` : hostname}:${port} to EGRESS_ALLOW_HOSTS.`;
