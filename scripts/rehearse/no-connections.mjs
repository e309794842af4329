import { until } from '../lib/wait.mjs';
import { expect, timed } from './stage.mjs';

export const title = 'Another program takes all connections of the database';

/** docs/runbooks/no-connections.md */
export async function rehearse(stage) {
  const { databaseUrl, client, sql } = await stage.cluster();
  await stage.command(['server/dist/migrate.js'], { DATABASE_URL: databaseUrl });
  const server = await stage.server(databaseUrl, { DATABASE_POOL_SIZE: '40' });
  const worker = await stage.server(databaseUrl, { ROLE: 'worker' });
  const kept = await stage.live(server);
  await sql('apm', 'CREATE ROLE reports LOGIN');
  await takeAll(() => {
    const one = client('apm', { user: 'reports', application_name: 'nightly report' });
    stage.atEnd(() => one.end().catch(() => {}));
    return one;
  });

  // More at once than the server has connections already.
  const answers = async () => {
    const calls = Array.from({ length: 50 }, () =>
      kept.api.send('GET', `/workspaces/${kept.workspace}/runs`),
    );
    return new Set((await Promise.all(calls)).map(({ status }) => status));
  };
  const during = await answers();
  stage.say(`While nothing is left, pages are answered ${[...during].join(' and ')}.`);
  expect(
    during.has(503) && !during.has(500),
    'what finds no connection is refused as something that passes',
  );
  expect(
    (await stage.run(kept)).status === 'succeeded',
    'runs go on over the connections that are there',
  );

  const { seconds } = await timed(async () => {
    // The server's user may have taken the connections that PostgreSQL keeps for its owner as well.
    const most = await whoHasMost(sql).catch(async (error) => {
      expect(error.code === '53300', `the list of connections is there, or none is left: ${error}`);
      stage.say('Not even an owner gets in: the worker is stopped.');
      await worker.stop();
      return until(() => whoHasMost(sql).catch(() => undefined), { timeoutMs: 10_000 });
    });
    expect(most?.name === 'nightly report', 'the list of connections names who has them');
    await sql(
      'apm',
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '${most.name}'`,
    );
    const isWell = async () => [...(await answers())].every((status) => status === 200);
    expect(await until(isWell, { timeoutMs: 30_000 }), 'all is answered again, without a restart');
  });
  expect((await server.health())?.code === 200, 'the server is ready');
  return { rto: seconds, note: 'from the list of connections to 50 answers at once' };
}

/** Opens connections until PostgreSQL refuses. */
async function takeAll(newClient) {
  for (;;) {
    const refusal = await newClient()
      .connect()
      .then(
        () => undefined,
        (error) => error.code,
      );
    if (refusal === '53300') return;
    expect(refusal === undefined, `connections are refused for their number, not by ${refusal}`);
  }
}

const whoHasMost = async (sql) => {
  const [most] = await sql(
    'apm',
    'SELECT application_name AS name, count(*) FROM pg_stat_activity GROUP BY 1 ORDER BY 2 DESC LIMIT 1',
  );
  return most;
};
