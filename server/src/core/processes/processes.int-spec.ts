import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { useTestApp } from '../../../test/app.js';
import { Processes } from './processes.js';

const app = useTestApp();
afterEach(() => void jest.restoreAllMocks());

describe('a process that was paused', () => {
  it('gives up what it carries out although its next heartbeat succeeds', async () => {
    const lost = new Promise<void>((resolve) => app.nest.get(Processes).onLost(resolve));
    const { now } = Date;
    jest.spyOn(Date, 'now').mockImplementation(() => now() + 10_000);
    await expect(lost).resolves.toBeUndefined();
  });
});
