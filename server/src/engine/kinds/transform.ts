import type { JsonValue } from '../types.js';
import { defineKind, settingsSchema } from './define.js';

/** Builds a value from others. The step's output is the value itself. */
export const transform = defineKind<{ value?: JsonValue }>({
  kind: 'transform',
  title: 'Transform',
  description: 'Builds a value from inputs and other steps with expressions.',
  nature: 'pure',
  needsProvider: false,
  shaped: ['value'],
  defaultTimeoutSeconds: 10,
  with: settingsSchema(
    {
      value: {
        title: 'Value',
        description:
          'Any JSON with expressions in its texts; `steps.<id>` is this value itself. Null stands where an expression gives nothing.',
        'x-widget': 'json',
        examples: ['{{ $uppercase(inputs.name) }}', { total: '{{ $sum(inputs.items.price) }}' }],
      },
    },
    [],
  ),
  output: { description: 'The value.' },
  run: ({ value }) => Promise.resolve({ output: value ?? null }),
});
