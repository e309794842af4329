import { describe, expect, it } from '@jest/globals';
import { ConfigError } from '../config/config.js';
import { StepError } from '../step-error.js';
import { DestinationPolicy } from './destination.js';

const outcome = (work: () => unknown): string => {
  try {
    work();
    return 'allowed';
  } catch (error) {
    return error instanceof StepError ? error.code : String(error);
  }
};

const check = (url: string, allowHosts: string[] = [], allowInternal = false): string =>
  outcome(() => new DestinationPolicy(allowHosts).check(new URL(url), { allowInternal }));

describe('DestinationPolicy.check', () => {
  it.each([
    'https://example.com/a?b=c',
    'http://example.com',
    'https://example.com:8443/',
    'http://8.8.8.8/',
    'https://[2606:4700:4700::1111]/',
  ])('allows %s', (url) => expect(check(url)).toBe('allowed'));

  it.each([
    ['ftp://example.com/', 'another scheme'],
    ['file:///etc/passwd', 'a file'],
    ['data:text/plain,x', 'data'],
    ['https://user:secret@example.com/', 'a password in the address'],
    ['https://user@example.com/', 'a user in the address'],
    ['http://127.0.0.1/', 'loopback'],
    ['http://127.1/', 'loopback, short'],
    ['http://2130706433/', 'loopback as one number'],
    ['http://0x7f000001/', 'loopback in hexadecimal'],
    ['http://0177.0.0.1/', 'loopback in octal'],
    ['http://127.0.0.1./', 'loopback with a dot behind'],
    ['http://0/', 'this host'],
    ['http://①②⑦.⓪.⓪.①/', 'loopback in other digits'],
    ['http://[::1]/', 'loopback in IPv6'],
    ['http://[::ffff:127.0.0.1]/', 'loopback, IPv4-mapped'],
    ['http://[64:ff9b::7f00:1]/', 'loopback behind NAT64'],
    ['http://169.254.169.254/latest/meta-data/', 'metadata'],
    ['http://10.1.2.3:8080/', 'a private address'],
    ['http://example.com:22/', 'a port of SSH'],
    ['http://example.com:25/', 'a port of mail'],
    ['http://example.com:6379/', 'a port of Redis'],
  ])('refuses %s: %s', (url) => expect(check(url)).toBe('egress-refused'));

  it.each([
    [['ollama.internal'], 'http://ollama.internal:11434/', 'allowed'],
    [['OLLAMA.internal'], 'http://ollama.INTERNAL:11434/', 'allowed'],
    [['127.0.0.1:11434'], 'http://127.0.0.1:11434/', 'allowed'],
    [['127.0.0.1:11434'], 'http://0x7f.1:11434/', 'allowed'],
    [['127.0.0.1:11434'], 'http://127.0.0.1:11435/', 'egress-refused'],
    [['127.0.0.1:80'], 'http://127.0.0.1/', 'allowed'],
    [['127.0.0.1:443'], 'http://127.0.0.1/', 'egress-refused'],
    [['[::1]:8080'], 'http://[::1]:8080/', 'allowed'],
    [['::1'], 'http://[0:0:0:0:0:0:0:1]:9/', 'allowed'],
    [['10.0.0.5'], 'http://10.0.0.50/', 'egress-refused'],
  ])('with %j in EGRESS_ALLOW_HOSTS, %s is %s', (allowHosts, url, expected) =>
    expect(check(url, allowHosts)).toBe(expected),
  );

  it('allows internal addresses where the admin chose them, but no other scheme and no password', () => {
    expect(check('http://127.0.0.1:11434/v1', [], true)).toBe('allowed');
    expect(check('file:///etc/passwd', [], true)).toBe('egress-refused');
    expect(check('http://user:secret@127.0.0.1/', [], true)).toBe('egress-refused');
  });

  it.each(['http://host', 'host/path', 'user@host', 'host:port', ''])(
    'takes "%s" as a fault of the configuration, without repeating it',
    (entry) => {
      expect(() => new DestinationPolicy([entry])).toThrow(ConfigError);
      expect(() => new DestinationPolicy([entry])).toThrow(/^EGRESS_ALLOW_HOSTS is wrong: a list/);
    },
  );
});

describe('DestinationPolicy.assertAddresses', () => {
  const policy = new DestinationPolicy(['db.internal:8080']);

  it('keeps the public ones of several addresses', () => {
    const addresses = ['10.0.0.1', '8.8.8.8', '::1'];
    expect(policy.assertAddresses({ hostname: 'mixed.test', port: 443 }, addresses)).toEqual([
      '8.8.8.8',
    ]);
  });

  it('says whom to ask, and not what the name means inside', () => {
    const refuse = () =>
      policy.assertAddresses({ hostname: 'db.internal', port: 443 }, ['10.20.30.40']);
    expect(refuse).toThrow('ask the admin to add db.internal:443 to EGRESS_ALLOW_HOSTS');
    expect(refuse).not.toThrow('10.20.30.40');
  });

  it('allows what is listed with this port', () => {
    expect(
      policy.assertAddresses({ hostname: 'db.internal', port: 8080 }, ['10.20.30.40']),
    ).toEqual(['10.20.30.40']);
  });
});
