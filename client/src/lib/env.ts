import 'server-only';
import { z } from 'zod';

/** Values that a shell or a compose file gives for "off"; the server takes the same. */
const flag = z
  .string()
  .transform((value) => !['', '0', 'false', 'no', 'off'].includes(value.toLowerCase()));

/** The client's own settings; with `next.config.ts` the only place that reads the environment. */
const Env = z.object({
  /** Where the server answers; the browser never sees this address. */
  API_URL: z.url().default('http://127.0.0.1:8000'),
  /**
   * Lets session cookies travel over plain http to an address that is not this machine.
   * Everybody on the network can then read them: for a trusted network and a short time only.
   */
  INSECURE_COOKIES: flag.default(false),
  /** Shared with the server, which then believes whose address a request comes from; not set: by the proxies. */
  CLIENT_SECRET: z.string().min(32).optional(),
  /** Number of proxies in front of the client whose X-Forwarded-For is believed. */
  CLIENT_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** Where errors that are faults of ours are reported; not set: nowhere. */
  SENTRY_DSN: z.url({ protocol: /^https?$/ }).optional(),
  COMMIT: z.string().default('unknown'),
  /** Read by `docker/client-signals.mjs`, which is told here when they are wrong. */
  DRAIN_SECONDS: z.coerce.number().int().min(0).max(300).optional(),
  SHUTDOWN_SECONDS: z.coerce.number().int().min(0).optional(),
});

export interface ClientEnv {
  apiUrl: string;
  insecureCookies: boolean;
  /** Empty when there is none. */
  clientSecret: string;
  trustedProxies: number;
  /** Empty when there is none. */
  sentryDsn: string;
  commit: string;
}

let cached: ClientEnv | undefined;

/**
 * Read when the process starts, not at build time: one image serves every environment.
 * @throws Error with the names of the variables that are wrong, never with their values
 */
export function env(): ClientEnv {
  cached ??= read();
  return cached;
}

/** Vercel's proxy, and none but it, writes who asks. Not a setting: the platform says that it is there. */
export const isAtVercel = (): boolean => process.env['VERCEL'] === '1';

function read(): ClientEnv {
  const all = {
    API_URL: process.env.API_URL,
    INSECURE_COOKIES: process.env.INSECURE_COOKIES,
    CLIENT_SECRET: process.env.CLIENT_SECRET,
    CLIENT_TRUSTED_PROXIES: process.env.CLIENT_TRUSTED_PROXIES,
    SENTRY_DSN: process.env.SENTRY_DSN,
    COMMIT: process.env.COMMIT,
    DRAIN_SECONDS: process.env.DRAIN_SECONDS,
    SHUTDOWN_SECONDS: process.env.SHUTDOWN_SECONDS,
  };
  // A variable that compose or a shell passes on empty is the same as one that is not set.
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
  const { data, error } = Env.safeParse(given);
  if (error) {
    const names = new Set(error.issues.map((issue) => issue.path.join('.')));
    throw new Error(`The configuration is not usable: ${[...names].join(', ')}. See .env.example.`);
  }
  return {
    apiUrl: data.API_URL.replace(/\/+$/, ''),
    insecureCookies: data.INSECURE_COOKIES,
    clientSecret: data.CLIENT_SECRET ?? '',
    trustedProxies: data.CLIENT_TRUSTED_PROXIES,
    sentryDsn: data.SENTRY_DSN ?? '',
    commit: data.COMMIT,
  };
}
