import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { inRoot, root } from './lib/paths.mjs';

const SKIPPED = new Set(['node_modules', '.git', '.data', '.next', 'dist', 'test-results']);

/** @param {string} folder @param {string} ending @returns {string[]} paths from the top of the repository */
function filesBelow(folder, ending) {
  return readdirSync(inRoot(folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesBelow(file, ending);
    return entry.name.endsWith(ending) ? [file] : [];
  });
}

const read = (file) => readFileSync(inRoot(file), 'utf8');
/** Without code, in which brackets are no links. */
const proseOf = (file) =>
  read(file)
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/`[^`\n]*`/g, '');

/** The anchors of the headings of a page, as GitHub makes them. */
function anchorsOf(file) {
  const headings = read(file)
    .replace(/^```[\s\S]*?^```/gm, '')
    .matchAll(/^#{1,6} (.+)$/gm);
  return [...headings].map(([, text]) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

/** What is wrong with a link, or null. */
function faultOf(page, link) {
  if (/^[a-z]+:/i.test(link)) return null;
  const [target, anchor] = link.split('#');
  const file = target === '' ? page : path.join(path.dirname(page), target);
  if (path.isAbsolute(target) || !existsSync(inRoot(file))) return 'leads nowhere';
  if (anchor && file.endsWith('.md') && !anchorsOf(file).includes(anchor)) return 'has no heading';
  return null;
}

describe('the documentation', () => {
  it('has no relative link that leads nowhere', () => {
    const faults = filesBelow('.', '.md').flatMap((page) =>
      [...proseOf(page).matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)/g)].flatMap(([, link]) => {
        const fault = faultOf(page, link);
        return fault ? [`${page}: ${link} ${fault}`] : [];
      }),
    );
    assert.deepEqual(faults, []);
  });

  it('lists every decision in its index, under its own number and in one form', () => {
    const index = read('docs/adr/README.md');
    const records = readdirSync(inRoot('docs/adr')).filter((name) => /^\d{4}-/.test(name));
    for (const name of records) {
      const text = read(`docs/adr/${name}`);
      assert.ok(index.includes(`](${name})`), `${name} is not in docs/adr/README.md`);
      assert.match(text, new RegExp(`^# ${name.slice(0, 4)}\\. .+\\n\\nStatus: `), name);
      const sections = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
      assert.deepEqual(sections, ['Context', 'Options', 'Decision', 'Consequences', 'Check'], name);
    }
    const numbers = records.map((name) => name.slice(0, 4));
    assert.equal(new Set(numbers).size, numbers.length, 'two decisions have one number');
  });

  it('explains every problem code that the server can answer with', () => {
    const source = filesBelow('server/src', '.ts')
      .filter((file) => !/spec\.ts$/.test(file))
      .map(read)
      .join('\n');
    const codes = [
      /readonly code(?:: string)? = '([a-z-]+)'/g, // classes of errors
      /status: \d{3},\s+code: '([a-z-]+)'/g, // what Fastify refuses
      /\bproblem\(\s*(?:\d{3}|status),\s*'([a-z-]+)'/g, // toProblem
    ].flatMap((pattern) => [...source.matchAll(pattern)].map(([, code]) => code));
    assert.ok(codes.length > 30, `only ${codes.length} codes were found in ${root}`);
    const page = read('docs/api.md');
    assert.deepEqual(
      [...new Set(codes)].filter((code) => !page.includes(`\`${code}\``)).sort(),
      [],
    );
  });
});
