import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { workflowFiles } from '../lib/workflows.mjs';
import { overByNode } from './tools.mjs';

/** Permissions that GitHub has, and the newest release of the validator does not know yet. */
const NEWER = /^ +attestations: (read|write)\n/gm;

/** Workflows and actions against GitHub's JSON Schemas. actionlint looks at no actions. */
export async function lintSchemas() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'aipoweredmakers-schema-'));
  const names = new Map();
  const faults = [];
  try {
    for (const [index, { file, text }] of workflowFiles({ actions: true }).entries()) {
      // The name tells the validator whether it is an action.
      const copy = path.join(folder, String(index), path.basename(file));
      mkdirSync(path.dirname(copy));
      names.set(copy, file);
      writeFileSync(copy, text.replace(NEWER, ''));
    }
    for (const [copy, file] of names) {
      const { ok, output } = await overByNode(
        'node_modules/@action-validator/cli/cli.mjs',
        [],
        [copy],
      );
      if (!ok) faults.push(`${file}:\n${output}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { ok: faults.length === 0, note: `${names.size} files`, output: faults.join('\n') };
}
