import 'reflect-metadata';
import { ConfigError, loadConfig } from './core/config/config.js';
import { createApp } from './create-app.js';

try {
  const config = loadConfig(process.env);
  const app = await createApp(config);
  await app.listen(config.env.API_PORT, config.env.API_HOST);
  // Read by whoever started this process, to know that it is up.
  process.send?.('ready');
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
