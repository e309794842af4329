const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * Prints the steps of a start with their times.
 * @param {(line: string) => void} [print]
 */
export function startProgress(print = (line) => console.log(line)) {
  const began = performance.now();
  return {
    /**
     * Runs one step and prints how long it took.
     * @template T
     * @param {string} name
     * @param {() => Promise<T>} work
     * @param {(result: T) => string} [note]
     * @returns {Promise<T>}
     */
    async step(name, work, note = () => '') {
      const from = performance.now();
      // A long step says that it began; a short one is one line.
      const slow = setTimeout(() => print(`  ${name.padEnd(16)} …`), 1_500);
      try {
        const result = await work();
        const time = seconds(performance.now() - from).padStart(8);
        print(`  ${name.padEnd(16)}${time}  ${note(result)}`.trimEnd());
        return result;
      } finally {
        clearTimeout(slow);
      }
    },
    say: (/** @type {string} */ message) => print(`  ${message}`),
    total: () => seconds(performance.now() - began),
  };
}
