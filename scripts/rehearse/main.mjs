import { failWith, inWords, Problem } from '../lib/problem.mjs';
import { findProgram, REHEARSAL_PROGRAMS } from '../testing/programs.mjs';
import { REHEARSALS } from './index.mjs';
import { openStage } from './stage.mjs';

/** Rehearses what is named, or all; the exit code says whether all of it went as written. */
async function main(names) {
  const unknown = names.find((name) => !(name in REHEARSALS));
  if (unknown)
    throw new Problem(`There is no rehearsal "${unknown}": ${Object.keys(REHEARSALS).join(', ')}.`);
  const say = (message) => console.log(`  ${message.replaceAll('\n', '\n  ')}`);
  for (const program of REHEARSAL_PROGRAMS) {
    const found = await findProgram(program, say);
    if ('missing' in found) throw new Problem(`${program.name} is needed: ${found.missing}.`);
    process.env[program.variable] = found.path;
  }
  const lines = [];
  for (const name of names.length > 0 ? names : Object.keys(REHEARSALS)) {
    console.log(`\n== ${name}: ${REHEARSALS[name].title} ==\n`);
    const stage = await openStage(say);
    try {
      const done = await REHEARSALS[name].rehearse(stage);
      lines.push(
        'notRun' in done
          ? `${name.padEnd(24)} NOT RUN: ${done.notRun}`
          : `${name.padEnd(24)} ${String(done.rto).padStart(6)} s  ${done.note}`,
      );
    } catch (error) {
      process.exitCode = 1;
      console.error(inWords(error));
      lines.push(`${name.padEnd(24)} FAILED`);
    } finally {
      await stage.end();
    }
  }
  console.log(`\n${lines.join('\n')}`);
}

process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));
main(process.argv.slice(2)).catch(failWith);
