import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';

// For the image: makes JavaScript of TypeScript files that need no more than their types taken out.
// node strip-types.mjs <folder> <folder for the result>
const [from, to] = process.argv.slice(2);
for (const file of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('.ts')) continue;
  const target = path.join(to, file.replace(/\.ts$/, '.js'));
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, stripTypeScriptTypes(readFileSync(path.join(from, file), 'utf8')));
}
