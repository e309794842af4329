import { writeFileSync } from 'node:fs';
import { loadConfig } from './core/config/config.js';
import { describeMetrics } from './core/metrics/reference.js';
import { Metrics } from './core/metrics/metrics.js';
import { createApp } from './create-app.js';

/** Command line: writes the reference page of the metrics to the file that is named. Needs DATABASE_URL. */
const config = loadConfig({
  ...process.env,
  NODE_ENV: 'test',
  LOG_LEVEL: 'silent',
  JWT_SECRETS: 'x'.repeat(32),
  ENCRYPTION_KEYS: `k:${Buffer.alloc(32).toString('base64')}`,
  // Registers its own metrics; nothing is sent.
  SENTRY_DSN: 'http://key@127.0.0.1:9/1',
});
const app = await createApp(config);
await app.init();
const page = describeMetrics(app.get(Metrics).registry);
const target = process.argv[2];
if (target) writeFileSync(target, page);
else process.stdout.write(page);
await app.close();
process.exit(0);
