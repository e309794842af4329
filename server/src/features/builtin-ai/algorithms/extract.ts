import {
  EXTRACT_KINDS,
  type ExtractedDate,
  type ExtractedMoney,
  type ExtractInput,
  type ExtractKind,
  type ExtractOutput,
} from '../../../engine/builtin-ai.js';
import { findActionItems } from './action-items.js';
import { findEmails, findPhones, findUrls } from './contacts.js';
import { findDates } from './dates.js';
import type { Entity, EntityKind } from './entities.js';
import { findField } from './fields.js';
import { findMoney } from './money.js';
import type { Embedder } from './vectors.js';

/** Pulls what was asked for out of a text; see the files beside this one for how each kind is found. */
export async function extract(
  embedder: Embedder,
  input: ExtractInput,
): Promise<Omit<ExtractOutput, 'warning'>> {
  const { text, now } = input;
  const fields = input.fields ?? [];
  const wanted = new Set<ExtractKind>(input.what ?? (fields.length > 0 ? [] : EXTRACT_KINDS));
  const named = ['people', 'places', 'organisations', 'actionItems'].some((kind) =>
    wanted.has(kind as ExtractKind),
  );
  // The grammar takes a third of a second to load; dates, amounts and fields do without.
  const entities = named ? await (await import('./entities.js')).findEntities(embedder, text) : [];
  const dates = wanted.has('dates') || wanted.has('actionItems') ? findDates(text, now) : [];
  const people = namesOf(entities, 'people');

  const finders: { [Kind in ExtractKind]: () => NonNullable<ExtractOutput[Kind]> } = {
    people: () => people,
    places: () => namesOf(entities, 'places'),
    organisations: () => namesOf(entities, 'organisations'),
    dates: () =>
      unique(
        dates.map(({ text: found, date, until }): ExtractedDate => ({
          text: found,
          date,
          end: until,
        })),
        ({ date, end }) => `${date}/${end}`,
      ),
    money: () =>
      unique(
        findMoney(text).map(({ text: found, amount, currency }): ExtractedMoney => ({
          text: found,
          amount,
          currency,
        })),
        ({ amount, currency }) => `${amount}${currency}`,
      ),
    emails: () =>
      unique(
        findEmails(text).map((span) => span.text),
        (value) => value.toLowerCase(),
      ),
    phones: () =>
      unique(
        findPhones(text).map((span) => span.text),
        (value) => value.replace(/\D/g, ''),
      ),
    urls: () =>
      unique(
        findUrls(text).map((span) => span.text),
        (value) => value,
      ),
    actionItems: () =>
      findActionItems(text, dates, people).map(({ text: found, owner, due }) => ({
        text: found,
        owner,
        due,
      })),
  };

  const values = fields.map((field) => [field.name, findField(field, text, now)] as const);
  return {
    ...Object.fromEntries(
      EXTRACT_KINDS.filter((kind) => wanted.has(kind)).map((kind) => [kind, finders[kind]()]),
    ),
    fields: Object.fromEntries(values.map(([name, found]) => [name, found[0] ?? null])),
    allFields: Object.fromEntries(values),
  };
}

/** Each name once; "Visser" is left out when "Anneke Visser" is there. */
function namesOf(entities: Entity[], kind: EntityKind): string[] {
  const names = [
    ...new Set(entities.filter((entity) => entity.kind === kind).map((entity) => entity.text)),
  ];
  return names.filter(
    (name) => !names.some((other) => other !== name && other.split(' ').includes(name)),
  );
}

function unique<T>(values: T[], key: (value: T) => string): T[] {
  const seen = new Set<string>();
  return values.filter((value) => !seen.has(key(value)) && seen.add(key(value)));
}
