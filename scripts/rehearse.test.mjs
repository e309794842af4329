import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { REHEARSALS } from './rehearse/index.mjs';
import { openStage } from './rehearse/stage.mjs';

// Needs POSTGRES_BIN and REDIS_SERVER, or what they name on this machine.
describe('the runbooks hold on throw-away parts', () => {
  for (const [name, { title, rehearse }] of Object.entries(REHEARSALS)) {
    it(`${name}: ${title}`, async (test) => {
      const stage = await openStage(() => {});
      try {
        const outcome = await rehearse(stage);
        // Told in the count of what was left out, never counted as passed.
        if ('notRun' in outcome) test.skip(`NOT RUN: ${outcome.notRun}`);
        else assert.ok(outcome.rto >= 0);
      } finally {
        await stage.end();
      }
    });
  }
});
