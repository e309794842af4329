import type { Registry } from 'prom-client';

interface Described {
  name: string;
  help: string;
  type: string;
  labelNames: string[];
}

/** What Node itself tells, which the library names and explains. */
const OF_NODE = /^apm_(nodejs|process)_(?!es_alive)/;

const HEAD = `# Metrics

Written by \`node scripts/generate-metrics-reference.mjs\` from the registry of a started server; a test fails when it is out of date. How to read them: [operations](../operations.md).

A histogram gives \`_bucket\`, \`_sum\` and \`_count\`. Label values come from small fixed sets: no names that people choose, no ids, no addresses.
`;

/** The reference page of all metrics that this process can show. */
export function describeMetrics(registry: Registry): string {
  const metrics = registry.getMetricsAsArray() as unknown as Described[];
  const sorted = metrics.sort((a, b) => (a.name < b.name ? -1 : 1));
  const own = sorted.filter(({ name }) => !OF_NODE.test(name));
  const ofNode = sorted.filter(({ name }) => OF_NODE.test(name));
  return `${HEAD}
## Of the platform

${table(own)}

## Of the process

${table(ofNode)}
`;
}

function table(metrics: Described[]): string {
  const rows = metrics.map(({ name, type, labelNames, help }) => [
    `\`${name}\``,
    String(type),
    labelNames.map((label) => `\`${label}\``).join(', '),
    help.replaceAll('|', '\\|'),
  ]);
  return [['metric', 'type', 'labels', 'meaning'], ['---', '---', '---', '---'], ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}
