#!/usr/bin/env node
import { appendFileSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

// Stands for the CLI of Vercel: notes how it was called, and does what FAKE_VERCEL (a file) says.
const [name, ...args] = process.argv.slice(2);
const {
  calls,
  address,
  fail = {},
  hang = [],
} = JSON.parse(readFileSync(process.env.FAKE_VERCEL ?? '', 'utf8'));
const before = readFileSync(calls, 'utf8')
  .split('\n')
  .filter((line) => line.includes(`["${name}"`)).length;
const { VERCEL_TOKEN = null, GITHUB_TOKEN = null } = process.env;
const { VERCEL_AUTOMATION_BYPASS_SECRET: bypass = null } = process.env;
const noted = { args: [name, ...args], tokens: [VERCEL_TOKEN, GITHUB_TOKEN], bypass };
appendFileSync(calls, `${JSON.stringify(noted)}\n`);
// A careless program: the token in two chunks, on either output.
const token = process.env.VERCEL_TOKEN ?? '';
for (const stream of [process.stdout, process.stderr]) {
  stream.write(`${name} uses ${token.slice(0, 5)}`);
  await sleep(20);
  stream.write(`${token.slice(5)} for the team\n`);
}
if (hang.includes(name)) await sleep(60_000);
if (before < (fail[name] ?? 0)) {
  console.error(`Error: ${name} did not work`);
  process.exit(1);
}
// Like the real one: the address alone, without an end of line.
if (name === 'deploy') process.stdout.write(address);
