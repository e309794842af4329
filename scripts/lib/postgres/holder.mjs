import { openDataDir } from '../data-dir.mjs';
import { startPostgres } from './index.mjs';

// For the crash tests: a process that runs the database of one data directory until it is killed.
// With a user's number it becomes that user first.
const [directory, uid] = process.argv.slice(2);
if (uid) {
  process.setgid?.(Number(uid));
  process.setuid?.(Number(uid));
}
try {
  const dataDir = await openDataDir(directory);
  const postgres = await startPostgres(dataDir);
  process.on('SIGTERM', () =>
    postgres.stop().then(() => {
      dataDir.release();
      process.exit(0);
    }),
  );
  process.send?.({ url: postgres.url, pid: postgres.pid });
} catch (error) {
  process.send?.({ error: error.message });
  process.disconnect?.();
}
