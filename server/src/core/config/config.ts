import { z } from 'zod';
import { ConfigError } from './config-error.js';

export { ConfigError };

/** Values that a shell or a compose file gives for "off". */
const flag = z
  .string()
  .transform((value) => !['', '0', 'false', 'no', 'off'].includes(value.toLowerCase()));

const list = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

/** Keys as `id:base64` of 32 bytes; the first one encrypts, all of them decrypt. */
const encryptionKeys = list.pipe(
  z.array(z.string().regex(/^[A-Za-z0-9_-]{1,32}:[A-Za-z0-9+/]{43}=$/)).min(1),
);

const Env = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('production'),
  /**
   * What this process does. `api`: answers requests and carries out the runs that somebody waits for;
   * `worker`: takes jobs and the clock's work, and answers /health and /metrics only; `all`: both.
   */
  ROLE: z.enum(['all', 'api', 'worker']).default('all'),
  API_PORT: z.coerce.number().int().min(0).max(65535).default(8000),
  API_HOST: z.string().default('127.0.0.1'),
  /** Address of the client as people type it; used in links and in OpenAPI documents of tools. */
  PUBLIC_URL: z.url().default('http://localhost:3000'),
  /** Address of this API as callers reach it; empty: the address of the request. */
  PUBLIC_API_URL: z.union([z.literal(''), z.url()]).default(''),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Address past the pooler for messages, jobs and the heartbeat, when DATABASE_URL leads through one. */
  DATABASE_SESSION_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(10),
  /** Longest time of one statement; 5 s later a database that is gone is given up. */
  DATABASE_TIMEOUT_SECONDS: z.coerce.number().int().min(1).default(30),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  /** Sign access tokens; the first signs, all of them verify. */
  JWT_SECRETS: list.pipe(z.array(z.string().min(32)).min(1)),
  ENCRYPTION_KEYS: encryptionKeys,
  REGISTRATION: z.enum(['open', 'invitation', 'closed']).default('open'),
  /** Number of proxies in front of the server whose X-Forwarded-For is believed. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** Shared with the web interface, whose word for its readers' addresses is then believed. */
  CLIENT_SECRET: z.string().min(32).optional(),
  CORS_ORIGINS: list.default([]),
  /** Internal hosts (`host` or `host:port`) that tools and workspace providers may call. */
  EGRESS_ALLOW_HOSTS: list.default([]),
  /** Runs carried out at the same time by this process. */
  RUN_CONCURRENCY: z.coerce.number().int().min(1).max(10_000).default(100),
  /** Total time of one run, in seconds. */
  RUN_MAX_SECONDS: z.coerce.number().int().min(1).default(3600),
  /**
   * How long requests are still served after SIGTERM while /health/ready already says 503, in seconds:
   * longer than a proxy in front needs to notice, and than it keeps idle connections.
   */
  DRAIN_SECONDS: z.coerce.number().int().min(0).max(300).default(0),
  /** How long running steps may finish after that, in seconds. */
  SHUTDOWN_SECONDS: z.coerce.number().int().min(0).default(20),
  BODY_LIMIT_BYTES: z.coerce.number().int().min(1024).default(1_048_576),
  /** Requests a minute of one API key or account: of all processes with REDIS_URL, of each without; 0: no limit. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(0).default(6_000),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  LOG_PRETTY: flag.default(false),
  /** Where traces are sent by OTLP over HTTP; not set: nothing is traced, and nothing of it loaded. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** `name=value` pairs with commas between them, such as a key of the collector. */
  OTEL_EXPORTER_OTLP_HEADERS: z.string().default(''),
  OTEL_SERVICE_NAME: z.string().default('aipoweredmakers'),
  OTEL_TRACES_SAMPLER: z
    .enum([
      'always_on',
      'always_off',
      'traceidratio',
      'parentbased_always_on',
      'parentbased_always_off',
      'parentbased_traceidratio',
    ])
    .default('parentbased_always_on'),
  /** The share of traces that `traceidratio` keeps. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  /** Where errors that are faults of ours are reported; not set: nowhere. */
  SENTRY_DSN: z.url({ protocol: /^https?$/ }).optional(),
  /** Bearer that /metrics asks for; empty: metrics answer on loopback requests only. */
  METRICS_TOKEN: z.string().default(''),
  /** Commit of the build, shown by /health. */
  COMMIT: z.string().default('unknown'),
});

/** Names of all variables, for the test that keeps `.env.example` complete. */
export const CONFIG_NAMES: readonly string[] = Object.keys(Env.shape);

export type Environment = z.infer<typeof Env>;

/** The configuration of this process. Injected whole; each slice reads only its own names. */
export class AppConfig {
  constructor(readonly env: Environment) {}

  /** True when this process answers the API. */
  get servesApi(): boolean {
    return this.env.ROLE !== 'worker';
  }

  /** True when this process takes jobs: queued runs, and what is done by the clock. */
  get takesJobs(): boolean {
    return this.env.ROLE !== 'api';
  }
}

/**
 * Parses the environment once.
 * @throws ConfigError naming each variable that is missing or wrong.
 */
export function loadConfig(source: NodeJS.ProcessEnv): AppConfig {
  // A variable that compose or a shell passes on empty is the same as one that is not set.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = Env.safeParse(given);
  if (parsed.success) return new AppConfig(parsed.data);
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return given[name] === undefined
      ? `  ${name} is missing.`
      : `  ${name} is wrong: ${describe(issue)}.`;
  });
  throw new ConfigError(
    `The configuration is not usable:\n${[...new Set(lines)].join('\n')}\nSee .env.example.`,
  );
}

/** The rule that was broken, without the value that broke it. */
function describe(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `one of ${issue.values.join(', ')} is expected`;
    case 'too_small':
      return `at least ${issue.minimum} is expected`;
    case 'too_big':
      return `at most ${issue.maximum} is expected`;
    case 'invalid_format':
      return issue.format === 'url'
        ? 'an address is expected'
        : 'it does not have the expected form';
    default:
      return 'it does not have the expected form';
  }
}
