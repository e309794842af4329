import 'server-only';
import { z } from 'zod';

/** The client's own settings; with `next.config.ts` the only place that reads the environment. */
const Env = z.object({
  /** Where the server answers; the browser never sees this address. */
  API_URL: z.url().default('http://127.0.0.1:8000'),
  /**
   * Lets session cookies travel over plain http to an address that is not this machine.
   * Everybody on the network can then read them: for a trusted network and a short time only.
   */
  INSECURE_COOKIES: z.enum(['true', 'false', '1', '0', '']).default('false'),
  /** Shared with the server, which then believes whose address a sign-in comes from; not set: by the proxies. */
  CLIENT_SECRET: z.union([z.literal(''), z.string().min(32)]).default(''),
  /** Where errors that are faults of ours are reported; not set: nowhere. */
  SENTRY_DSN: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(''),
  COMMIT: z.string().default('unknown'),
});

export interface ClientEnv {
  apiUrl: string;
  insecureCookies: boolean;
  clientSecret: string;
  sentryDsn: string;
  commit: string;
}

let cached: ClientEnv | undefined;

/** Read at the first request, not at build time: one image serves every environment. */
export function env(): ClientEnv {
  if (!cached) {
    const parsed = Env.safeParse({
      API_URL: process.env.API_URL,
      INSECURE_COOKIES: process.env.INSECURE_COOKIES,
      CLIENT_SECRET: process.env.CLIENT_SECRET,
      SENTRY_DSN: process.env.SENTRY_DSN,
      COMMIT: process.env.COMMIT,
    });
    if (!parsed.success) {
      throw new Error(
        `Bad configuration: ${parsed.error.issues.map((issue) => issue.path.join('.')).join(', ')}`,
      );
    }
    cached = {
      apiUrl: parsed.data.API_URL.replace(/\/+$/, ''),
      insecureCookies: ['true', '1'].includes(parsed.data.INSECURE_COOKIES),
      clientSecret: parsed.data.CLIENT_SECRET,
      sentryDsn: parsed.data.SENTRY_DSN,
      commit: parsed.data.COMMIT,
    };
  }
  return cached;
}
