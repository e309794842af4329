import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { modelEmbedder } from '../../src/features/builtin-ai/worker/embedder.js';
import { devDocuments } from './cases/documents-dev.js';
import { heldOutDocuments } from './cases/documents-held-out.js';
import { devEmails } from './cases/emails-dev.js';
import { facilityLabels, facilityReports, heldOutEmails } from './cases/emails-held-out.js';
import { devExtraction, heldOutExtraction } from './cases/extraction.js';
import { languageCases } from './cases/languages.js';
import { emailLabels, type EmailCase } from './cases/labels.js';
import {
  bestThreshold,
  measureClassify,
  measureExtract,
  measureFind,
  measureLanguages,
  withThreshold,
  type Scores,
  type Share,
} from './measure.js';

const PAGE = new URL('../../../docs/builtin-ai.md', import.meta.url);
const [BEGIN, END] = ['<!-- eval:begin -->', '<!-- eval:end -->'];
/** `--notes` prints each wrong answer, `--dev` leaves the held-out cases alone. */
const notes = process.argv.includes('--notes');
const devOnly = process.argv.includes('--dev');

const embedder = modelEmbedder(() => false);
const lines: string[] = [];
const percent = ({ part, of }: Share): string =>
  of === 0 ? '-' : `${part} of ${of} (${Math.round((100 * part) / of)} %)`;
const row = (...cells: string[]): void => void lines.push(`| ${cells.join(' | ')} |`);
const head = (...cells: string[]): void => {
  row(...cells);
  row(...cells.map(() => '---'));
};

/** Measures everything, prints the tables and puts them into the page. */
export async function writeReport(): Promise<void> {
  const began = Date.now();
  lines.push(
    `Measured on ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.versions.node}.`,
    '',
  );
  await classification();
  await passages();
  await extraction();
  row('languages', percent(measureLanguages()), `${languageCases.length} texts`, '', '');
  lines.push('', `The whole evaluation took ${Math.round((Date.now() - began) / 1000)} s.`);
  console.log(lines.join('\n'));
  if (devOnly) return;
  const page = await readFile(PAGE, 'utf8');
  const [before, after] = [page.split(BEGIN)[0]!, page.split(END)[1]!];
  await writeFile(PAGE, `${before}${BEGIN}\n\n${lines.join('\n')}\n\n${END}${after}`);
}

function tell(title: string, { answers }: Scores): void {
  if (!notes) return;
  const faults = answers.filter(({ answerable, right, sure }) =>
    answerable ? !right || !sure : sure,
  );
  for (const { note, right, answerable } of faults) {
    console.error(`${title} ${!answerable ? 'not refused' : right ? 'unsure' : 'wrong'}: ${note}`);
  }
}

async function classification(): Promise<void> {
  lines.push('### classify', '');
  head(
    'e-mails over 5 labels',
    'method',
    'right label',
    'of the hard ones',
    'right and sure',
    'none-of-these refused',
  );
  const bare = emailLabels.map(({ name, description }) => ({
    name,
    description: description ?? '',
  }));
  const sets: [string, EmailCase[]][] = [
    ['tuned on', devEmails],
    ['held out', heldOutEmails],
  ];
  for (const [labelling, labels] of [
    ['descriptions', bare],
    ['descriptions and 3 examples', emailLabels],
  ] as const) {
    const threshold = bestThreshold(
      (await measureClassify(embedder, devEmails, labels, true)).answers,
    );
    for (const [set, cases] of devOnly ? sets.slice(0, 1) : sets) {
      const plain = withThreshold(await measureClassify(embedder, cases, labels, true), threshold);
      const ours = await measureClassify(embedder, cases, labels, false);
      tell(`classify, ${labelling}, ${set},`, ours);
      for (const [method, scores] of [
        ['plain', plain],
        ['ours', ours],
      ] as const) {
        row(
          `${labelling}, ${set}`,
          method,
          ...[scores.right, scores.hard, scores.given, scores.refused].map(percent),
        );
      }
    }
  }
  if (!devOnly) {
    const plain = await measureClassify(embedder, facilityReports, facilityLabels, true);
    const threshold = bestThreshold(
      (await measureClassify(embedder, devEmails, bare, true)).answers,
    );
    const ours = await measureClassify(embedder, facilityReports, facilityLabels, false);
    tell('classify, facility reports,', ours);
    for (const [method, scores] of [
      ['plain', withThreshold(plain, threshold)],
      ['ours', ours],
    ] as const) {
      row(
        '4 other labels (building faults), descriptions, held out',
        method,
        ...[scores.right, scores.hard, scores.given, scores.refused].map(percent),
      );
    }
  }
  lines.push('');
}

async function passages(): Promise<void> {
  lines.push('### find', '');
  head(
    'questions to documents of 500 words',
    'method',
    'right passage first',
    'right and found',
    'unanswerable refused',
    'words a passage',
  );
  const threshold = bestThreshold((await measureFind(embedder, devDocuments, true)).answers);
  const sets = [
    ['tuned on', devDocuments],
    ['held out', heldOutDocuments],
  ] as const;
  for (const [set, documents] of devOnly ? sets.slice(0, 1) : sets) {
    const plain = await measureFind(embedder, documents, true);
    const ours = await measureFind(embedder, documents, false);
    tell(`find, ${set},`, ours);
    for (const [method, scores] of [
      ['plain', { ...plain, ...withThreshold(plain, threshold) }],
      ['ours', ours],
    ] as const) {
      row(
        set,
        method,
        ...[scores.right, scores.given, scores.refused].map(percent),
        String(scores.words),
      );
    }
  }
  lines.push('');
}

async function extraction(): Promise<void> {
  lines.push('### extract and detectLanguage', '');
  head(
    'what',
    'tuned on: found of what is there',
    'tuned on: right of what was found',
    'held out: found',
    'held out: right',
  );
  const dev = await measureExtract(embedder, devExtraction);
  const heldOut = devOnly
    ? new Map<string, never>()
    : await measureExtract(embedder, heldOutExtraction);
  for (const kind of dev.keys()) {
    const cells = [dev.get(kind), heldOut.get(kind)].flatMap((found) =>
      found ? [percent(found.recall), percent(found.precision)] : ['-', '-'],
    );
    row(kind === 'fields' ? "fields of the maker's own" : kind, ...cells);
    if (notes)
      for (const found of [dev.get(kind), heldOut.get(kind)])
        found?.notes.forEach((note) => console.error(note));
  }
}
