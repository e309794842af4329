import { LocalCache } from '../../core/cache/local-cache.js';
import { canonicalKey } from '../../engine/json.js';
import { checkValue, compileSchema, type CompiledSchema } from '../../engine/schema.js';
import { StepError, type Fault, type JsonObject, type JsonValue } from '../../engine/types.js';

const compiled = new LocalCache<CompiledSchema>({ maxWeight: 200 });

/** The compiled form of a schema; the same schema is compiled once. */
export async function schemaOf(schema: JsonObject): Promise<CompiledSchema> {
  try {
    return await compiled.get(canonicalKey(schema), async () => compileSchema(schema));
  } catch (cause) {
    throw new StepError(
      'settings-invalid',
      'The schema of the answer is not a JSON Schema that can be used.',
      { cause },
    );
  }
}

/** Asks for the form in words too: servers that ignore the schema of a request read at least these. */
export const instructionFor = (schema: JsonObject): string =>
  `Answer with one JSON value and nothing else. It has to match this JSON Schema:\n${JSON.stringify(schema)}`;

/** Asks once more, with what was wrong. */
export const repairFor = (faults: readonly Fault[]): string =>
  `That is not right:\n${faults.map(({ pointer, detail }) => `${pointer} ${detail}`).join('\n')}\n` +
  'Answer again with the whole corrected JSON value and nothing else.';

/** Reads an answer and checks it; the faults are pointers into the answer. */
export function readAnswer(
  text: string,
  schema: CompiledSchema,
): { value: JsonValue; faults: Fault[] } {
  const value = parse(text);
  if (value === undefined)
    return { value: null, faults: [{ pointer: '#', detail: 'is not JSON' }] };
  const unsafe = checkValue(value);
  return unsafe.length > 0 ? { value, faults: unsafe } : schema.check(value);
}

/** Models like to put their JSON between words or in a fence: from the first bracket to the last. */
function parse(text: string): JsonValue | undefined {
  const start = text.search(/[{[]/);
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1;
  for (const candidate of start === -1 ? [text] : [text, text.slice(start, end)]) {
    try {
      return JSON.parse(candidate) as JsonValue;
    } catch {
      // The next reading may fit.
    }
  }
  return undefined;
}
