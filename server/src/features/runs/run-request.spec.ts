import { describe, expect, it } from '@jest/globals';
import { answerMode, idempotencyKey, inputsOfBody } from './run-request.js';

describe('answerMode', () => {
  it.each([
    [undefined, undefined, { kind: 'wait', ms: 30_000 }],
    [undefined, 'wait=5', { kind: 'wait', ms: 5_000 }],
    [undefined, 'wait=9999', { kind: 'wait', ms: 300_000 }],
    [undefined, 'respond-async', { kind: 'async' }],
    [undefined, 'respond-async, wait=2', { kind: 'wait', ms: 2_000 }],
    [undefined, 'handling=lenient', { kind: 'wait', ms: 30_000 }],
    ['text/event-stream', 'wait=5', { kind: 'stream' }],
  ])('Accept %s, Prefer %s', (accept, prefer, mode) => {
    expect(answerMode(accept, prefer)).toEqual(mode);
  });

  it.each(['wait=', 'wait=soon', 'wait=-1', 'wait=1.5'])('refuses Prefer: %s', (prefer) => {
    expect(() => answerMode(undefined, prefer)).toThrow('whole number');
  });
});

describe('inputsOfBody', () => {
  it('takes a missing member as no inputs', () => {
    expect(inputsOfBody({})).toEqual({});
  });

  it.each([null, [], 'text', 7, { input: {} }, { inputs: [] }, { inputs: 'x' }])(
    'refuses %j',
    (body) => {
      expect(() => inputsOfBody(body)).toThrow('Some values are not right');
    },
  );

  it('refuses what is nested without end', () => {
    let deep: object = {};
    for (let level = 0; level < 5000; level += 1) deep = { deep };
    expect(() => inputsOfBody({ inputs: deep })).toThrow('Some values are not right');
  });
});

describe('idempotencyKey', () => {
  it.each(['', 'with space', 'ü', 'x'.repeat(256)])('refuses "%s"', (key) => {
    expect(() => idempotencyKey(key)).toThrow('Idempotency-Key');
  });
});
