import {
  AlignLeft,
  Box,
  CircleStop,
  Globe,
  Image,
  Languages,
  type LucideIcon,
  MessageSquareText,
  Repeat,
  ScanSearch,
  Shuffle,
  Split,
  Tags,
  TextSearch,
  Timer,
  UserCheck,
  Wrench,
} from 'lucide-react';

/** One picture for each kind of step, the same everywhere. */
const ICONS: Partial<Record<string, LucideIcon>> = {
  approve: UserCheck,
  classify: Split,
  detectLanguage: Languages,
  extract: ScanSearch,
  find: TextSearch,
  http: Globe,
  keySentences: AlignLeft,
  keywords: Tags,
  map: Repeat,
  prompt: MessageSquareText,
  readImage: Image,
  stop: CircleStop,
  tool: Wrench,
  transform: Shuffle,
  wait: Timer,
};

export const stepKindIcon = (kind: string): LucideIcon => ICONS[kind] ?? Box;

/** A step as it stands in a definition; only what is shown is named. */
export interface StepOutline {
  id: string;
  kind: string;
  title?: string;
}

/** The steps of a definition that came as plain JSON; what is no step is left out. */
export function outlineSteps(definition: unknown): StepOutline[] {
  if (!isRecord(definition) || !Array.isArray(definition.steps)) return [];
  return definition.steps
    .filter(isRecord)
    .flatMap(({ id, kind, title }) =>
      typeof id === 'string' && typeof kind === 'string'
        ? [{ id, kind, title: typeof title === 'string' ? title : undefined }]
        : [],
    );
}

export interface InputOutline {
  name: string;
  title: string;
  type: string;
  description?: string;
  required: boolean;
}

/** The inputs of a definition, in the order in which the form shows them. */
export function outlineInputs(definition: unknown): InputOutline[] {
  const schema = isRecord(definition) && isRecord(definition.inputs) ? definition.inputs : {};
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(isRecord(schema.properties) ? schema.properties : {}).map(
    ([name, value]) => {
      const property = isRecord(value) ? value : {};
      return {
        name,
        title: typeof property.title === 'string' ? property.title : name,
        type: Array.isArray(property.enum)
          ? 'choice'
          : typeof property.type === 'string'
            ? property.type
            : 'any',
        description: typeof property.description === 'string' ? property.description : undefined,
        required: required.includes(name),
      };
    },
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
