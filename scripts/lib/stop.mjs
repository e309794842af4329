import { inWords } from './problem.mjs';
import { parentOf } from './processes.mjs';

/** One Ctrl-C may arrive twice: from the terminal and from npm. */
const SAME_PRESS_MS = 500;

/**
 * @typedef {object} Stoppable
 * @property {string} name
 * @property {() => Promise<void>} stop in good order
 * @property {() => void} kill at once
 */

/**
 * Ends the process in good order: what was started last is stopped first. A second Ctrl-C hurries.
 * @param {(message: string) => void} say
 */
export function stopTogether(say) {
  /** @type {Stoppable[]} */
  const parts = [];
  /** @type {(() => void)[]} */
  const first = [];
  /** @type {(() => void)[]} */
  const last = [];
  /** @type {Promise<void> | undefined} */
  let stopping;
  let askedAt = 0;

  const stopAll = async () => {
    first.forEach((action) => action());
    for (const part of [...parts].reverse()) {
      await part.stop();
    }
    last.forEach((action) => action());
  };
  /** @param {number} code */
  const end = (code) => {
    stopping ??= stopAll().then(
      () => process.exit(code),
      (error) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  const onSignal = () => {
    if (stopping) {
      if (Date.now() - askedAt < SAME_PRESS_MS) return;
      say('Stopping at once.');
      parts.forEach((part) => part.kill());
    } else {
      askedAt = Date.now();
      say('Stopping… (Ctrl-C again: at once)');
      end(0);
    }
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, onSignal);
  watchParent(onSignal);
  // A terminal that is gone is no reason to leave things running.
  process.stdout.on('error', () => {});

  return {
    /**
     * @template {Stoppable} T
     * @param {T} part
     * @returns {T}
     */
    add(part) {
      parts.push(part);
      return part;
    },
    /** @param {() => void} action before anything is stopped */
    atFirst: (action) => void first.push(action),
    /** @param {() => void} action when everything else is stopped */
    atEnd: (action) => void last.push(action),
    /**
     * Says what went wrong, stops everything and ends with exit code 1.
     * @param {unknown} error
     */
    fail(error) {
      if (stopping) return;
      console.error(`\n${inWords(error)}\n`);
      end(1);
    },
  };
}

/**
 * npm passes Ctrl-C and SIGTERM on, but when npm itself is killed nobody tells us. Between npm and
 * this process there may be a shell.
 * @param {() => void} onGone
 */
function watchParent(onGone) {
  if (!process.env.npm_lifecycle_event) return;
  const ancestors = () => `${process.ppid} ${parentOf(process.ppid)}`;
  const first = ancestors();
  const timer = setInterval(() => {
    if (ancestors() === first) return;
    clearInterval(timer);
    onGone();
  }, 1_000);
  timer.unref();
}
