import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppConfig, ConfigError, loadConfig } from './core/config/config.js';
import { createApp } from './create-app.js';
import { drain } from './drain.js';

try {
  const config = loadConfig(process.env);
  const app = await createApp(config);
  stopOnSignal(app);
  await app.listen(config.env.API_PORT, config.env.API_HOST);
  const { ROLE, COMMIT } = config.env;
  new Logger('Server').log(`Listening at ${await app.getUrl()}, role ${ROLE}, commit ${COMMIT}`);
  // Read by whoever started this process, to know that it is up.
  process.send?.({ type: 'ready', url: await app.getUrl() });
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}

/**
 * The first signal says "not ready" for DRAIN_SECONDS, ends what runs within SHUTDOWN_SECONDS, and
 * exits 0; a second one exits at once.
 */
function stopOnSignal(app: NestFastifyApplication): void {
  const { DRAIN_SECONDS, SHUTDOWN_SECONDS } = app.get(AppConfig).env;
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    // A reader that takes nothing and never leaves must not keep the process.
    setTimeout(() => process.exit(1), (DRAIN_SECONDS + SHUTDOWN_SECONDS + 10) * 1000).unref();
    drain(app).then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
