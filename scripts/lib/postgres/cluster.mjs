import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { explainFileFault, Problem } from '../problem.mjs';
import { run } from '../processes.mjs';
import { findBinaries, SHARED_PLACE } from './binaries.mjs';
import { canEnter, databaseUser } from './user.mjs';

const RECORD = 'postgres.json';
const NAME = 'aipoweredmakers';

/**
 * @typedef {object} Cluster one PostgreSQL installation with its data
 * @property {string} data its data directory
 * @property {string} password of the product's role
 * @property {number} port the one it used last, 0 when it was never started
 * @property {import('./binaries.mjs').DatabaseUser} user
 * @property {{ postgres: string, initdb: string }} programs
 */

/**
 * Opens the cluster of a data directory, and makes it first when there is none.
 * @param {import('../data-dir.mjs').DataDir} dataDir
 * @returns {Promise<Cluster>}
 */
export async function openCluster(dataDir) {
  const record = dataDir.read(RECORD);
  const user = databaseUser(record?.data ?? null);
  const programs = findBinaries(user);
  if (record) {
    if (existsSync(record.data)) return { ...record, user, programs };
    throw new Problem(
      `The database of ${dataDir.path} should be in ${record.data}, but that is gone. ` +
        `Put it back, or delete ${dataDir.file(RECORD)} to begin with an empty one.`,
    );
  }
  const data = choosePlace(dataDir, user);
  if (existsSync(data)) {
    throw new Problem(
      `There is a database in ${data}, but ${dataDir.file(RECORD)}, which holds its password, is missing. ` +
        'Put that file back, or move the database away to begin with an empty one.',
    );
  }
  const password = randomBytes(24).toString('base64url');
  const half = `${data}.new`;
  try {
    // Made under another name and renamed at the end: half a database is never found.
    await create({ data: half, password, user, programs });
    dataDir.write(RECORD, { data, password, port: 0 });
    renameSync(half, data);
  } catch (error) {
    throw explainFileFault(error, dataDir.path);
  }
  return { data, password, port: 0, user, programs };
}

/**
 * Notes the port, so that the address stays the same from start to start.
 * @param {import('../data-dir.mjs').DataDir} dataDir
 * @param {Cluster} cluster
 * @param {number} port
 */
export function recordPort(dataDir, { data, password }, port) {
  dataDir.write(RECORD, { data, password, port });
}

/**
 * @param {Pick<Cluster, 'password'>} cluster
 * @param {number} port
 */
export const databaseUrl = ({ password }, port) =>
  `postgres://${NAME}:${password}@127.0.0.1:${port}/${NAME}`;

/**
 * Inside the data directory, or, when root's clone lies where PostgreSQL's user may not go, beside
 * its programs. A random name: another clone at the same path later must not find this one's data.
 */
function choosePlace(dataDir, user) {
  if (canEnter(user, dataDir.path)) return dataDir.file('postgres');
  const place = path.join(SHARED_PLACE, `data-${randomBytes(6).toString('hex')}`);
  try {
    mkdirSync(SHARED_PLACE, { recursive: true, mode: 0o755 });
  } catch (cause) {
    throw new Problem(
      `PostgreSQL does not run as root, and its user may enter neither ${dataDir.path} nor ${SHARED_PLACE}. ` +
        'Set DATA_DIR to a directory that other users may pass through, for example DATA_DIR=/srv/aipoweredmakers.',
      { cause },
    );
  }
  return place;
}

async function create({ data, password, user, programs }) {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { mode: 0o700 });
  if (user.uid !== undefined) chownSync(data, user.uid, user.gid);

  const options = { ...user, cwd: '/', env: cleanEnv };
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=und'];
  const init = ['-D', data, '--username=postgres', '--auth=trust', '--data-checksums', ...locale];
  const made = await run(programs.initdb, init, options);
  if (made.code !== 0) throw databaseFault('could not be created', data, made.output);

  // Nobody may connect before the password is set: until then the server runs without any network.
  writeFileSync(path.join(data, 'pg_hba.conf'), 'host all all 127.0.0.1/32 scram-sha-256\n');
  const sql = async (database, statement) => {
    const preload = ['-c', 'shared_preload_libraries=pg_stat_statements'];
    const args = ['--single', ...preload, '-D', data, database];
    const done = await run(programs.postgres, args, {
      ...options,
      stdio: ['pipe', 'pipe', 'pipe'],
      onStart: (child) => child.stdin?.end(`${statement};\n`),
    });
    // A single-user server goes on after an error, so its exit code says nothing.
    if (done.code !== 0 || done.output.includes('ERROR:')) {
      throw databaseFault('could not be prepared', data, done.output.replaceAll(password, '***'));
    }
  };
  await sql('postgres', `CREATE ROLE ${NAME} LOGIN CREATEDB PASSWORD '${password}'`);
  await sql('postgres', `CREATE DATABASE ${NAME} OWNER ${NAME}`);
  await sql(NAME, 'CREATE EXTENSION pg_stat_statements');
}

/** PostgreSQL speaks English to us and takes no setting from the person's environment. */
export const cleanEnv = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };

/**
 * @param {string} what
 * @param {string} data
 * @param {string} output PostgreSQL's own words
 */
export function databaseFault(what, data, output) {
  const said = output
    .split('\n')
    .filter((line) => /ERROR|FATAL|PANIC|DETAIL|HINT|could not|error:/.test(line));
  const words = (said.length > 0 ? said : output.trim().split('\n')).slice(-4).join('\n  ');
  const full = /No space left|Disk quota/.test(output) ? ' Free some space and start again.' : '';
  return new Problem(`The database in ${data} ${what}.${full}\n  ${words.trim()}`);
}
