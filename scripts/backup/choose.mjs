import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Problem } from '../lib/problem.mjs';
import { listLocal, manifestName, openFolder } from './files.mjs';
import { openStore } from './store.mjs';

/**
 * Finds the backup that is meant: a path, a name here, a name off-site, or the newest of all. One that
 * lies off-site only is fetched into a folder beside the others, which `done` removes.
 * @param {import('./settings.mjs').Settings} settings
 * @param {string | undefined} name
 * @param {(message: string) => void} say
 * @returns {Promise<{ file: string, manifest: import('./files.mjs').Manifest, locations: string[], done: () => void }>}
 */
export async function chooseBackup(settings, name, say) {
  const { dir } = settings;
  if (name?.includes(path.sep)) return atPath(path.resolve(name));
  const here = listLocal(dir);
  const local = (manifest) => ({
    file: path.join(dir, manifest.file),
    manifest,
    locations: [dir],
    done() {},
  });
  const named = here.find(({ file }) => file === name);
  if (named) return local(named);
  const store = settings.store && openStore(settings.store);
  const away = store ? await store.list() : [];
  const chosen = name
    ? away.find(({ file }) => file === name)
    : [...here, ...away].sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))[0];
  if (!chosen)
    throw new Problem(
      name
        ? `There is no complete backup ${name} in ${dir}${store ? ` or ${store.place}` : ''}.`
        : `There is no backup in ${dir}${store ? ` or ${store.place}` : ''} yet.`,
    );
  if (here.some(({ file }) => file === chosen.file)) return local(chosen);
  say(`Fetching ${chosen.file} from ${store?.place}.`);
  openFolder(dir);
  const folder = mkdtempSync(path.join(dir, 'fetched-'));
  const done = () => rmSync(folder, { recursive: true, force: true });
  const file = path.join(folder, chosen.file);
  try {
    await store?.fetch(chosen, file);
  } catch (error) {
    done();
    throw error;
  }
  return { file, manifest: chosen, locations: [store?.place ?? ''], done };
}

function atPath(file) {
  for (const needed of [file, manifestName(file)])
    if (!existsSync(needed)) throw new Problem(`${needed} is missing.`);
  const manifest = JSON.parse(readFileSync(manifestName(file), 'utf8'));
  return { file, manifest, locations: [path.dirname(file)], done() {} };
}
