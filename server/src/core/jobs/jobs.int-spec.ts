import { describe, it } from '@jest/globals';
import { useTestApp } from '../../../test/app.js';

const app = useTestApp();

/** The pool of the job engine whose jobs count as this process's. */
const jobPool = async (): Promise<string | null> => {
  const { rows } = await app.db.query<{ pool: string | null }>(
    'SELECT job_pool AS pool FROM processes',
  );
  return rows[0]?.pool ?? null;
};

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe('the job engine', () => {
  it('takes jobs again after the database was away just as a job ended', async () => {
    const owner = await app.given.account();
    const tool = await app.given.publishedTool(owner);
    const send = () =>
      app
        .as(owner.token)
        .post(`/tools/${owner.workspace}/${tool}/runs`)
        .set('prefer', 'respond-async')
        .send({ inputs: { text: 'x' } })
        .expect(202);
    const succeeded = async (id: string): Promise<boolean> =>
      (await app.as(owner.token).get(`/runs/${id}`)).body.status === 'succeeded';
    await until(async () => (await jobPool()) !== null);
    const before = await jobPool();

    // The engine can take the job, but not say that it is done.
    await app.db.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION USING errcode = '57P01'; END $$;
      CREATE TRIGGER refuse BEFORE DELETE ON graphile_worker._private_jobs
        FOR EACH ROW EXECUTE FUNCTION refuse()`);
    const { body: first } = await send();
    await until(() => succeeded(first.id as string));
    await until(async () => (await jobPool()) !== before);
    await app.db.query('DROP TRIGGER refuse ON graphile_worker._private_jobs');

    const { body: second } = await send();
    await until(() => succeeded(second.id as string));
  });
});
