import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { useTestApp } from '../../../test/app.js';
import { Metrics } from './metrics.js';
import { describeMetrics } from './reference.js';

// What is registered only where it is asked for has its place in the reference, too.
const app = useTestApp({ SENTRY_DSN: 'http://key@127.0.0.1:9/1' });

it('the reference page says what the metrics are (else: node scripts/generate-metrics-reference.mjs)', () => {
  const page = new URL('../../../../docs/reference/metrics.md', import.meta.url);
  expect(readFileSync(page, 'utf8')).toBe(describeMetrics(app.nest.get(Metrics).registry));
});
