import type { JsonObject } from './definition';

export const LANGUAGES = ['curl', 'javascript', 'python'] as const;
export type Language = (typeof LANGUAGES)[number];

/** How the caller wants its answer: wait for it, fetch it later, or watch it come. */
export const MODES = ['wait', 'async', 'stream'] as const;
export type Mode = (typeof MODES)[number];

export interface SnippetOptions {
  /** Public address of the API, without a slash at the end. */
  origin: string;
  workspace: string;
  tool: string;
  inputs: JsonObject;
  mode: Mode;
  /** Secret of a key; without one the snippet reads it from the environment. */
  secret?: string;
}

export const KEY_VARIABLE = 'APM_API_KEY';

const modeHeader: Record<Mode, readonly [string, string]> = {
  wait: ['Prefer', 'wait=30'],
  async: ['Prefer', 'respond-async'],
  stream: ['Accept', 'text/event-stream'],
};

export const runAddress = ({
  origin,
  workspace,
  tool,
}: Pick<SnippetOptions, 'origin' | 'workspace' | 'tool'>): string =>
  `${origin}/api/v1/tools/${workspace}/${tool}/runs`;

/** A program that runs the tool once, ready to be pasted. */
export function snippet(language: Language, options: SnippetOptions): string {
  return { curl, javascript, python }[language](options);
}

/** Single quotes keep a POSIX shell from reading anything; one inside is closed, escaped and opened again. */
const shell = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

function curl(options: SnippetOptions): string {
  const authorization = options.secret
    ? shell(`Authorization: Bearer ${options.secret}`)
    : `"Authorization: Bearer $${KEY_VARIABLE}"`;
  const body = JSON.stringify({ inputs: options.inputs }, null, 2);
  return [
    `curl ${options.mode === 'stream' ? '-N ' : ''}-X POST ${shell(runAddress(options))} \\`,
    `  -H ${authorization} \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -H ${shell(modeHeader[options.mode].join(': '))} \\`,
    `  -d ${shell(body)}`,
  ].join('\n');
}

const indent = (text: string, by: string): string => text.replaceAll('\n', `\n${by}`);

function javascript(options: SnippetOptions): string {
  const key = options.secret
    ? `'Bearer ${options.secret}'`
    : `\`Bearer \${process.env.${KEY_VARIABLE}}\``;
  const [name, value] = modeHeader[options.mode];
  const answer = {
    wait: ['const run = await response.json();', 'console.log(run.output);'],
    async: [
      'const run = await response.json();',
      "console.log(run.id, response.headers.get('location')); // GET it to see how far the run is",
    ],
    stream: [
      'for await (const text of response.body.pipeThrough(new TextDecoderStream())) {',
      '  console.log(text); // "event: step.finished", "data: {…}"',
      '}',
    ],
  }[options.mode];
  return [
    `const response = await fetch('${runAddress(options)}', {`,
    `  method: 'POST',`,
    `  headers: {`,
    `    Authorization: ${key},`,
    `    'Content-Type': 'application/json',`,
    `    ${name}: '${value}',`,
    `  },`,
    `  body: JSON.stringify({ inputs: ${indent(JSON.stringify(options.inputs, null, 2), '  ')} }),`,
    `});`,
    `if (!response.ok) throw new Error((await response.json()).detail);`,
    ...answer,
  ].join('\n');
}

function python(options: SnippetOptions): string {
  const key = options.secret
    ? `"Bearer ${options.secret}"`
    : `f"Bearer {os.environ['${KEY_VARIABLE}']}"`;
  const [name, value] = modeHeader[options.mode];
  const isStream = options.mode === 'stream';
  const answer = {
    wait: [`print(response.json()["output"])`],
    async: [
      `print(response.json()["id"], response.headers["Location"])  # GET it to see how far the run is`,
    ],
    stream: [
      `for line in response.iter_lines(decode_unicode=True):`,
      `    print(line)  # "event: step.finished", "data: {…}"`,
    ],
  }[options.mode];
  return [
    ...(options.secret ? [] : ['import os']),
    'import requests',
    '',
    'response = requests.post(',
    `    "${runAddress(options)}",`,
    `    headers={"Authorization": ${key}, "${name}": "${value}"},`,
    `    json={"inputs": ${indent(toPython(options.inputs), '    ')}},`,
    `    timeout=60,`,
    ...(isStream ? ['    stream=True,'] : []),
    ')',
    'response.raise_for_status()',
    ...answer,
  ].join('\n');
}

/** JSON as Python writes it; strings need no change, because JSON's escapes are Python's too. */
function toPython(value: unknown, depth = 1): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'object') return JSON.stringify(value);
  const pad = '    '.repeat(depth);
  const end = '    '.repeat(depth - 1);
  const items = Array.isArray(value)
    ? value.map((item) => toPython(item, depth + 1))
    : Object.entries(value).map(
        ([key, item]) => `${JSON.stringify(key)}: ${toPython(item, depth + 1)}`,
      );
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return items.length === 0
    ? open + close
    : `${open}\n${items.map((item) => `${pad}${item},`).join('\n')}\n${end}${close}`;
}
