import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { inRoot } from './lib/paths.mjs';
import { parseEnv } from './lib/settings.mjs';

describe('.env.example', () => {
  const example = parseEnv(readFileSync(inRoot('.env.example'), 'utf8'));
  const START = ['DATA_DIR', 'PORT', 'HOST'];

  it('holds every setting, and no other', async () => {
    const { CONFIG_NAMES } = await import(inRoot('server/dist/core/config/config.js'));
    const client = readFileSync(inRoot('client/src/lib/env.ts'), 'utf8');
    const ofClient = [...client.matchAll(/process\.env\.([A-Z_]+)/g)].map(([, name]) => name);
    const all = new Set([...START, ...ofClient, ...CONFIG_NAMES]);
    assert.deepEqual(Object.keys(example).sort(), [...all].sort());
  });

  it('holds the true defaults', async () => {
    const { loadConfig } = await import(inRoot('server/dist/core/config/config.js'));
    const needed = {
      DATABASE_URL: 'postgres://localhost/x',
      JWT_SECRETS: 'x'.repeat(32),
      ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
    };
    const copied = { ...example, ...needed };
    assert.deepEqual(loadConfig(copied).env, loadConfig(needed).env);
  });
});
