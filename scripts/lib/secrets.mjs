import { randomBytes } from 'node:crypto';

const NAME = 'secrets.json';

/**
 * The secrets of an installation that was given none: made once, kept in the data directory. One
 * that the environment gives is used instead and not written down.
 * @param {import('./data-dir.mjs').DataDir} dataDir
 * @param {NodeJS.ProcessEnv} settings
 * @returns {Record<string, string>}
 */
export function secretsOf(dataDir, settings) {
  const make = {
    JWT_SECRETS: () => randomBytes(48).toString('base64url'),
    ENCRYPTION_KEYS: () => `k1:${randomBytes(32).toString('base64')}`,
  };
  const kept = dataDir.read(NAME) ?? {};
  const missing = Object.keys(make).filter((name) => !settings[name] && !kept[name]);
  for (const name of missing) kept[name] = make[name]();
  if (missing.length > 0) dataDir.write(NAME, kept);
  const given = Object.entries(settings).filter(([name, value]) => name in make && value);
  return { ...kept, ...Object.fromEntries(given) };
}
