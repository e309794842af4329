import type { Definition } from '../../engine/types.js';

/** What a tool begins with when its maker picks no template: small, and it works at once. */
export const STARTER: Definition = {
  schemaVersion: 1,
  inputs: {
    type: 'object',
    properties: {
      text: {
        type: 'string',
        title: 'Text',
        minLength: 1,
        maxLength: 20_000,
        'x-widget': 'textarea',
      },
    },
    required: ['text'],
    additionalProperties: false,
  },
  steps: [
    {
      id: 'important',
      kind: 'keySentences',
      title: 'Pick the key sentences',
      with: { text: '{{ inputs.text }}', count: 3 },
    },
  ],
  output: { keySentences: '{{ [steps.important.sentences.text] }}' },
};
