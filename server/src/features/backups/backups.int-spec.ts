import { beforeEach, describe, expect, it } from '@jest/globals';
import { useTestApp } from '../../../test/app.js';
import { newId } from '../../core/ids.js';

describe('backups, in health and metrics', () => {
  const app = useTestApp();

  interface Attempt {
    reason?: string;
    status?: string;
    /** Hours from now. */
    started?: number;
    due?: number | null;
    bytes?: number;
    verified?: number | null;
  }
  const record = (attempts: Attempt[]) =>
    Promise.all(
      attempts.map(({ reason = 'scheduled', status = 'succeeded', started = -1, ...more }) =>
        app.db.query(
          `INSERT INTO backups (id, reason, status, started_at, next_due_at, bytes, verified_at)
           VALUES ($1, $2, $3, now() + $4 * interval '1 hour', now() + $5 * interval '1 hour', $6,
                   now() + $7 * interval '1 hour')`,
          [
            newId(),
            reason,
            status,
            started,
            more.due ?? null,
            more.bytes ?? 1,
            more.verified ?? null,
          ],
        ),
      ),
    );
  beforeEach(async () => {
    await app.db.query('TRUNCATE backups');
    await app.restart({}); // what was seen a moment ago is kept for a moment
  });
  const part = async () => {
    const { body } = await app.as().get('/health').expect(200);
    return { ...body.parts.backups, overall: body.status };
  };
  const metric = async (name: string) => {
    const { text } = await app.as().get('/metrics').expect(200);
    return text
      .split('\n')
      .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  };

  it('are not missed where none was ever made', async () => {
    expect(await part()).toMatchObject({
      status: 'up',
      required: false,
      overall: 'ok',
      detail: 'No backup is recorded.',
    });
    expect(await metric('apm_backup_last_success_timestamp_seconds')).toEqual([]);
    expect(await metric('apm_backup_overdue')).toEqual(['apm_backup_overdue 0']);
  });

  it('are told with the time of the next one', async () => {
    await record([
      { started: -30, due: -2, bytes: 10 },
      { started: -5, due: 23, bytes: 12_345, verified: -4 },
      { started: -1, reason: 'pre-deploy', status: 'failed' },
    ]);
    expect(await part()).toMatchObject({ status: 'up', overall: 'ok' });
    expect((await part()).detail).toMatch(
      /^The newest backup is of .*Z; the next one is due by .*Z\.$/,
    );
    expect(await metric('apm_backup_last_size_bytes')).toEqual([
      'apm_backup_last_size_bytes{reason="scheduled"} 12345',
    ]);
    expect(await metric('apm_backup_last_status')).toEqual([
      'apm_backup_last_status{reason="pre-deploy"} 0',
      'apm_backup_last_status{reason="scheduled"} 1',
    ]);
    const ages = (await metric('apm_backup_last_success_timestamp_seconds')).map((line) =>
      Math.round((Date.now() / 1000 - Number(line.split(' ')[1])) / 3600),
    );
    expect(ages).toEqual([5]);
    expect(await metric('apm_backup_last_verified_timestamp_seconds')).toHaveLength(1);
  });

  it('that are late degrade the service and do not take it away', async () => {
    await record([
      { started: -30, due: -1 },
      { started: -0.5, status: 'failed' },
    ]);
    expect(await part()).toMatchObject({ status: 'down', required: false, overall: 'degraded' });
    expect((await part()).detail).toContain('the next one was due by');
    await app.as().get('/health/ready').expect(200);
    expect(await metric('apm_backup_overdue')).toEqual(['apm_backup_overdue 1']);
  });

  it('that never succeeded are missing too', async () => {
    await record([{ status: 'failed' }, { status: 'running', started: 0 }]);
    expect(await part()).toMatchObject({
      status: 'down',
      detail: 'No backup has succeeded yet.',
    });
  });

  it('made by hand promise nothing', async () => {
    await record([{ reason: 'manual', started: -9000 }]);
    expect(await part()).toMatchObject({ status: 'up', overall: 'ok' });
  });
});
