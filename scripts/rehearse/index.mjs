import * as damagedData from './damaged-data.mjs';
import * as fullDisk from './full-disk.mjs';
import * as lostKey from './lost-key.mjs';
import * as lostServer from './lost-server.mjs';
import * as noConnections from './no-connections.mjs';
import * as pointInTime from './point-in-time.mjs';
import * as redisLost from './redis-lost.mjs';
import * as rotateEncryptionKey from './rotate-encryption-key.mjs';
import * as rotateJwtSecret from './rotate-jwt-secret.mjs';

/**
 * What can be rehearsed, by name.
 * @typedef {{ rto: number, note: string } | { notRun: string }} Outcome `rto` in seconds
 * @type {Record<string, { title: string, rehearse: (stage: Awaited<ReturnType<typeof import('./stage.mjs').openStage>>) => Promise<Outcome> }>}
 */
export const REHEARSALS = {
  'lost-server': lostServer,
  'damaged-data': damagedData,
  'point-in-time': pointInTime,
  'lost-key': lostKey,
  'rotate-encryption-key': rotateEncryptionKey,
  'rotate-jwt-secret': rotateJwtSecret,
  'redis-lost': redisLost,
  'no-connections': noConnections,
  'full-disk': fullDisk,
};
