import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

// settle-keys.mjs FOLDER COMMIT: `next build` makes keys of the draft mode by chance, so that no two
// builds are alike. No page has a draft mode, and a key inside an image is known to whoever pulls it:
// here the keys follow from the commit.
const [folder, commit] = process.argv.slice(2);
const files = ['server/preview-props.json', 'prerender-manifest.json'].map((file) =>
  path.join(folder, file),
);
const keys = Object.entries(JSON.parse(readFileSync(files[0], 'utf8')));

for (const file of files) {
  let text = readFileSync(file, 'utf8');
  for (const [name, key] of keys) {
    if (!text.includes(key)) throw new Error(`${file} does not hold ${name}.`);
    const settled = createHash('sha256').update(`${name} ${commit}`).digest('hex');
    text = text.replaceAll(key, settled.slice(0, key.length));
  }
  writeFileSync(file, text);
}
