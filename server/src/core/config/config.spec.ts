import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { CONFIG_NAMES, loadConfig } from './config.js';

const GOOD = {
  DATABASE_URL: 'postgres://u:p@localhost/db',
  JWT_SECRETS: 'a'.repeat(32),
  ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
};

describe('loadConfig', () => {
  it('fills in what is not given', () => {
    expect(loadConfig(GOOD).env).toMatchObject({
      API_PORT: 8000,
      REGISTRATION: 'open',
      CORS_ORIGINS: [],
    });
  });

  it('names every bad variable and never its value', () => {
    const load = () =>
      loadConfig({
        ...GOOD,
        API_PORT: 'secret-port',
        JWT_SECRETS: 'secret-short',
        DATABASE_URL: '',
      });
    expect(load).toThrow('DATABASE_URL is missing');
    expect(load).toThrow('API_PORT is wrong');
    expect(load).toThrow('JWT_SECRETS is wrong');
    expect(load).not.toThrow(/secret-/);
  });

  it('takes an empty variable as one that is not set', () => {
    expect(loadConfig({ ...GOOD, REDIS_URL: '', API_PORT: '' }).env).toMatchObject({
      API_PORT: 8000,
    });
  });

  it('has every variable in .env.example', () => {
    const example = readFileSync(new URL('../../../../.env.example', import.meta.url), 'utf8');
    const named = [...example.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1]);
    expect(CONFIG_NAMES.filter((name) => !named.includes(name))).toEqual([]);
  });
});
