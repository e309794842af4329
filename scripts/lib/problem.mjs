/** An error that a person can act on: it is shown without a stack trace. */
export class Problem extends Error {
  name = 'Problem';
}

const FILE_FAULTS = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: "this user's disk quota is used up",
  ENOTDIR: 'a part of the path is not a directory',
  ENOENT: 'it cannot be created there',
};

/**
 * Turns a fault of the file system into words; any other error is returned as it is.
 * @param {unknown} error
 * @param {string} directory the data directory
 * @returns {unknown}
 */
export function explainFileFault(error, directory) {
  const code = /** @type {NodeJS.ErrnoException} */ (error)?.code ?? '';
  const fault = FILE_FAULTS[code];
  if (!fault) return error;
  const advice = code === 'ENOSPC' || code === 'EDQUOT' ? 'Free some space, or set' : 'Set';
  return new Problem(
    `The data directory ${directory} cannot be used: ${fault} (${code}). ` +
      `${advice} DATA_DIR to a directory that can be written, for example DATA_DIR=$HOME/aipoweredmakers npm start`,
    { cause: error },
  );
}

/**
 * An error in the words for a person: only an unforeseen one shows its stack.
 * @param {unknown} error
 */
export function inWords(error) {
  if (error instanceof Problem) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * Prints an error for a person and ends the process with exit code 1.
 * @param {unknown} error
 * @returns {never}
 */
export function failWith(error) {
  console.error(`\n${inWords(error)}`);
  process.exit(1);
}
