import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { inRoot } from '../lib/paths.mjs';
import { parseEnv } from '../lib/settings.mjs';

const read = (/** @type {string} */ file) => readFileSync(inRoot(file), 'utf8');
const compose = read('docker-compose.prod.yml');
const names = (/** @type {string} */ text) =>
  new Set([...text.matchAll(/\$\{([A-Z][A-Z0-9_]*)/g)].map(([, name]) => name));

describe('docker-compose.prod.yml', () => {
  /** What the images or the compose file itself decide. */
  const DECIDED = [
    'API_HOST',
    'API_PORT',
    'API_URL',
    'COMMIT',
    'DATABASE_SESSION_URL',
    'DATABASE_URL',
    'DATA_DIR',
    'HOST',
    'LOG_PRETTY',
    'NODE_ENV',
    'PORT',
    'REDIS_URL',
    'ROLE',
  ];

  it('passes every setting on that is not decided in a container', () => {
    const settings = Object.keys(parseEnv(read('.env.example')));
    const passed = names(compose);
    const left = settings.filter((name) => !passed.has(name) && !DECIDED.includes(name));
    assert.deepEqual(left, []);
  });

  it('asks for nothing that its example of variables does not explain, and for all that it does', () => {
    const files = ['docker/compose.publish.yml', 'docker/compose.caddy.yml'];
    const asked = names([compose, ...files.map(read)].join('\n'));
    const explained = Object.keys(parseEnv(read('docker/.env.prod.example')));
    assert.deepEqual(explained.filter((name) => name !== 'COMPOSE_FILE').sort(), [...asked].sort());
  });

  it('gives no secret a default', () => {
    const secret = /\$\{(\w*(?:PASSWORD|SECRETS|ENCRYPTION_KEYS|METRICS_TOKEN))(?!:\?\})[^}]*\}/g;
    assert.deepEqual(
      [...compose.matchAll(secret)].map(([all]) => all),
      [],
    );
  });
});
