import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Server as HttpServer } from 'node:http';
import { Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppConfig } from './core/config/config.js';
import { Jobs } from './core/jobs/jobs.js';
import { Shutdown } from './core/lifecycle/shutdown.js';

/** What was sent before new connections were refused arrives within this time. */
const ARRIVAL_MS = 1_000;
/** A look at the sockets that took less has found nothing to do. */
const QUIET_MS = 0.1;
/** Who has not taken the answer this long after the last run is cut off. */
const READERS_MS = 5_000;

/**
 * Stops a server behind a proxy without a request that fails. For `DRAIN_SECONDS` everything is served
 * as before, while `/health/ready` says 503 and each answer closes its connection: a proxy that asks
 * for health turns away, and one that does not is left without a connection that it could send on just
 * as we close it. Then new connections are refused, which a proxy answers by trying another server,
 * with any method, since nothing was sent. What is under way ends within `SHUTDOWN_SECONDS`.
 */
export async function drain(app: NestFastifyApplication): Promise<void> {
  const { env, servesApi } = app.get(AppConfig);
  const server = app.getHttpServer() as HttpServer;
  const shutdown = app.get(Shutdown);
  shutdown.announce();
  app.get(Jobs).stopTaking();
  if (servesApi) await sleep(env.DRAIN_SECONDS * 1000);
  await refuseConnections(server);
  if (servesApi && env.DRAIN_SECONDS > 0) await untilUnused(server);
  shutdown.begin();
  setTimeout(() => server.closeAllConnections(), env.SHUTDOWN_SECONDS * 1000 + READERS_MS).unref();
  await app.close();
}

/**
 * Closing the socket resets the connections that wait to be taken, and a proxy cannot know that nothing
 * of its request was read. So it happens at a moment when none waits: right after a look at the sockets
 * that took next to no time and brought no connection.
 */
async function refuseConnections(server: HttpServer): Promise<void> {
  let taken = 0;
  server.on('connection', () => (taken += 1));
  const giveUp = performance.now() + ARRIVAL_MS;
  for (let quiet = false; !quiet && performance.now() < giveUp;) {
    const before = taken;
    const began = performance.now();
    await new Promise(setImmediate);
    quiet = taken === before && performance.now() - began < QUIET_MS;
  }
  // Of `net`: the one of `http` would also cut connections on which a request is about to arrive.
  Server.prototype.close.call(server);
}

/** Waits while connections are open, since each may bring one more request, but not for long. */
async function untilUnused(server: HttpServer): Promise<void> {
  let open = true;
  server.once('close', () => (open = false));
  for (let waitedMs = 0; open && waitedMs < ARRIVAL_MS; waitedMs += 20) await sleep(20);
}
