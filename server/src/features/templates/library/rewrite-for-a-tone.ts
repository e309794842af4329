import type { Template } from '../template.js';

/** Writing needs a language model: a provider must be connected. */
export const rewriteForATone: Template = {
  key: 'rewrite-for-a-tone',
  name: 'Rewrite for a tone',
  description:
    'Rewrites a text in the tone that you choose, for the readers that you name, without adding facts. Needs a connected provider.',
  definition: {
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
        tone: {
          type: 'string',
          title: 'Tone',
          enum: ['friendly', 'formal', 'plain and short', 'apologetic', 'enthusiastic'],
          default: 'friendly',
        },
        audience: {
          type: 'string',
          title: 'Readers',
          description: 'Who will read it, for example "a customer who has waited long".',
          maxLength: 200,
          default: 'a customer',
        },
      },
      required: ['text'],
      additionalProperties: false,
    },
    steps: [
      {
        id: 'rewrite',
        kind: 'prompt',
        title: 'Rewrite',
        with: {
          model: 'default',
          system:
            'You rewrite texts. Keep every fact, name, number and date. Add nothing that is not in the text. Keep the language of the text. Answer with the rewritten text only, without an introduction.',
          prompt:
            'Rewrite the text between the lines for {{ inputs.audience }}. The tone is {{ inputs.tone }}.\n\n---\n{{ inputs.text }}\n---',
          temperature: 0.4,
        },
        retry: { attempts: 3 },
        timeoutSeconds: 90,
      },
    ],
    output: { text: '{{ steps.rewrite.text }}' },
  },
  exampleInputs: [
    {
      text: 'Your order is late because the courier lost it. We send it again today. It should arrive on Thursday.',
      tone: 'apologetic',
      audience: 'a customer who has waited for two weeks',
    },
    {
      text: 'hey, cant make it tmrw, kid is sick. can we do friday 10 instead? will bring the numbers',
      tone: 'formal',
      audience: 'a business partner',
    },
    {
      text: 'In accordance with the provisions of article 4 of the general terms and conditions, the subscription shall be deemed to have been renewed for a further period of twelve months unless written notice of termination is received no later than thirty days prior to the expiry of the current term.',
      tone: 'plain and short',
      audience: 'somebody who never reads terms and conditions',
    },
  ],
};
