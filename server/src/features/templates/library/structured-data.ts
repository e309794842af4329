import type { Template } from '../template.js';

/** The answer is checked against the schema and repaired once; it cannot be half a form. */
export const structuredData: Template = {
  key: 'structured-data',
  name: 'Structured data from free text',
  description:
    'Fills in a form from a free text: an order in an e-mail becomes data with customer, lines and delivery date. Change the schema to your own form. Needs a connected provider.',
  definition: {
    schemaVersion: 1,
    inputs: {
      type: 'object',
      properties: {
        text: {
          type: 'string',
          title: 'Text',
          description: 'An e-mail, a note, a transcript.',
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
        id: 'form',
        kind: 'prompt',
        title: 'Fill in the form',
        with: {
          model: 'default',
          system:
            'You fill in a form from a text. Use only what the text says. What the text does not say is null. Write dates as YYYY-MM-DD.',
          prompt: 'Today is {{ $substring($now(), 0, 10) }}.\n\nThe text:\n{{ inputs.text }}',
          temperature: 0,
          schema: {
            type: 'object',
            properties: {
              customer: { type: ['string', 'null'], description: 'Company, else person.' },
              contact: { type: ['string', 'null'], description: 'Person who writes.' },
              deliveryDate: { type: ['string', 'null'], description: 'YYYY-MM-DD.' },
              lines: {
                type: 'array',
                items: {
                  type: 'object',
                  properties: {
                    product: { type: 'string' },
                    quantity: { type: 'number' },
                    unit: { type: ['string', 'null'] },
                  },
                  required: ['product', 'quantity', 'unit'],
                  additionalProperties: false,
                },
              },
              remarks: { type: ['string', 'null'] },
            },
            required: ['customer', 'contact', 'deliveryDate', 'lines', 'remarks'],
            additionalProperties: false,
          },
        },
        retry: { attempts: 3 },
        timeoutSeconds: 90,
      },
    ],
    output: '{{ steps.form.object }}',
  },
  exampleInputs: [
    {
      text: `Hi Anna,

Could you deliver 12 boxes of A4 paper and 3 toner cartridges (black) to our office in Ghent? We need them by 4 December at the latest. Please ring at the back door.

Regards,
Pieter Claes
Claes & Partners`,
    },
    {
      text: 'Hotel Miramar here, Ines speaking. For the weekend I need forty croissants, twenty rye breads and six kilos of butter, on Saturday before seven in the morning. The butter unsalted please.',
    },
    {
      text: 'We would like to order two pallets of tile adhesive and 85 square metres of the grey floor tiles we saw last week. No hurry with the date, call me before you come. Bakker Bouw, Peter.',
    },
  ],
};
