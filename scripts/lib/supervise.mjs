const MAX_DEATHS = 5;
const WITHIN_MS = 60_000;

/**
 * Keeps a process running: one that dies is started again, until it dies too often.
 * @param {object} options
 * @param {string} options.name for messages
 * @param {() => Promise<import('node:child_process').ChildProcess>} options.launch
 * @param {(message: string) => void} options.say
 * @param {(error: unknown) => void} options.giveUp called once, when it cannot be kept running
 */
export async function supervise({ name, launch, say, giveUp }) {
  /** @type {import('node:child_process').ChildProcess} */
  let child;
  let ended = Promise.resolve();
  let stopping = false;
  const deaths = [];

  const begin = async () => {
    child = await launch();
    ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode !== null || child.signalCode !== null)
      onDeath(child.exitCode, child.signalCode);
    else child.once('exit', onDeath);
  };
  const onDeath = (code, signal) => {
    if (stopping) return;
    const how = signal ? `killed by ${signal}` : `exit code ${code}`;
    const now = Date.now();
    deaths.push(now);
    if (deaths.filter((time) => time > now - WITHIN_MS).length >= MAX_DEATHS) {
      giveUp(new Error(`${name} ended ${MAX_DEATHS} times within a minute (last: ${how}).`));
      return;
    }
    say(`${name} ended (${how}); starting it again`);
    begin().catch((error) => stopping || giveUp(error));
  };

  await begin();
  return {
    get pid() {
      return child.pid;
    },
    /**
     * From now on its end is wanted. Gives the running child, and a promise of its exit.
     */
    letGo() {
      stopping = true;
      const running = child.exitCode === null && child.signalCode === null;
      return { child, ended: running ? ended : Promise.resolve() };
    },
  };
}
