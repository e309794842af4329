import { createRequire } from 'node:module';
import { inRoot } from '../lib/paths.mjs';
import { Problem } from '../lib/problem.mjs';

const autocannon = createRequire(inRoot('server/package.json'))('autocannon');

/**
 * @typedef {object} Figure
 * @property {number} perSecond
 * @property {number} meanMs
 * @property {number} p50Ms
 * @property {number} p99Ms
 *
 * @typedef {object} Load
 * @property {string} url
 * @property {Record<string, string>} headers
 * @property {string} body
 * @property {number} connections
 */

/**
 * @param {Load} load
 * @param {number} seconds
 * @returns {Promise<Figure>}
 */
async function once({ url, headers, body, connections }, seconds) {
  const result = await autocannon({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    connections,
    duration: seconds,
  });
  const bad = result.non2xx + result.errors + result.timeouts;
  if (bad > 0) throw new Problem(`${bad} of ${result.requests.total} requests failed at ${url}.`);
  return {
    perSecond: result.requests.average,
    meanMs: result.latency.average,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
  };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/**
 * The median of several measurements, after a warm-up that is thrown away.
 * @param {Load} load
 * @param {{ runs: number, seconds: number }} options
 * @returns {Promise<Figure>}
 */
export async function measure(load, { runs, seconds }) {
  await once(load, 3);
  const figures = [];
  for (let i = 0; i < runs; i += 1) figures.push(await once(load, seconds));
  const of = (/** @type {keyof Figure} */ key) => median(figures.map((figure) => figure[key]));
  return {
    perSecond: of('perSecond'),
    // With one caller the mean follows from the throughput, finer than the histogram's milliseconds.
    meanMs: load.connections === 1 ? 1000 / of('perSecond') : of('meanMs'),
    p50Ms: of('p50Ms'),
    p99Ms: of('p99Ms'),
  };
}
