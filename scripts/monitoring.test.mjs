import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { inRoot } from './lib/paths.mjs';

const { parse } = createRequire(inRoot('client/package.json'))('yaml');
const read = (file) => readFileSync(inRoot(file), 'utf8');

/** Every name that Prometheus sees: the page is written from the started server. */
const KNOWN = new Set(
  [...read('docs/reference/metrics.md').matchAll(/^\| `(apm_\w+)` \| (\w+) /gm)].flatMap(
    ([, name, type]) =>
      type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name],
  ),
);
const dashboard = JSON.parse(read('docker/monitoring/grafana-dashboard.json'));
const groups = parse(read('docker/monitoring/alerts.yml')).groups;
const rules = groups.flatMap((group) => group.rules);
const alerts = rules.filter((rule) => rule.alert);
const unknown = (text) => (text.match(/\bapm_\w+/g) ?? []).filter((name) => !KNOWN.has(name));

describe('the stack', () => {
  it('has a root that Compose can copy a secret of the environment into', () => {
    const { services, secrets } = parse(read('docker/monitoring/compose.yml'));
    const copied = Object.keys(secrets).filter((name) => secrets[name].environment);
    assert.deepEqual(copied, ['metrics_token']);
    for (const [name, service] of Object.entries(services))
      if (service.secrets?.some((secret) => copied.includes(secret)))
        assert.ok(!service.read_only, name);
  });
});

describe('the dashboard', () => {
  it('asks for metrics that there are, on each panel and variable', () => {
    const panels = dashboard.panels.filter(({ type }) => type !== 'row');
    assert.ok(panels.length > 30);
    for (const { title, targets } of panels) {
      assert.ok(targets.length > 0, title);
      for (const { expr } of targets) {
        assert.match(expr, /apm_/, title);
        assert.deepEqual(unknown(expr), [], title);
      }
    }
    for (const { query } of dashboard.templating.list) {
      assert.deepEqual(unknown(query.query ?? ''), []);
    }
  });

  it('has no two panels of one id or in one place', () => {
    const ids = dashboard.panels.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    const places = dashboard.panels.map(({ gridPos: { x, y } }) => `${x} ${y}`);
    assert.equal(new Set(places).size, places.length);
  });
});

describe('the alerts', () => {
  it('ask for metrics that there are', () => {
    for (const { alert, record, expr } of rules)
      assert.deepEqual(unknown(expr), [], alert ?? record);
  });

  it('say what is wrong and where to read on, and that is there', () => {
    const page = read('docs/operations.md');
    const anchors = [...page.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
      title
        .toLowerCase()
        .replace(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-'),
    );
    for (const { alert, labels, annotations } of alerts) {
      assert.ok(['critical', 'warning'].includes(labels.severity), alert);
      assert.ok(annotations.summary, alert);
      const [file, anchor] = annotations.runbook.split('#');
      assert.equal(file, 'docs/operations.md', alert);
      assert.ok(anchors.includes(anchor), `${alert}: #${anchor}`);
    }
  });

  it('are rules that Prometheus takes, and fire when they should', () => {
    const promtool = process.env.PROMTOOL || 'promtool';
    const run = (...args) =>
      execFileSync(promtool, args, { cwd: inRoot('docker/monitoring'), encoding: 'utf8' });
    assert.match(run('check', 'rules', 'alerts.yml'), /SUCCESS/);
    assert.match(run('test', 'rules', 'alerts.test.yml'), /SUCCESS/);
    const tested = new Set(read('docker/monitoring/alerts.test.yml').match(/\bApm\w+/g));
    for (const name of tested)
      assert.ok(
        alerts.some(({ alert }) => alert === name),
        name,
      );
  });
});
