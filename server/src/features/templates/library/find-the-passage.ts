import type { Template } from '../template.js';

/** Quotes the document; it does not answer in words of its own, and says when there is nothing. */
export const findThePassage: Template = {
  key: 'find-the-passage',
  name: 'Find the passage in a document',
  description:
    'Quotes the passage of a document that speaks about a question, with its place, and says so when the document does not.',
  definition: {
    schemaVersion: 1,
    inputs: {
      type: 'object',
      properties: {
        question: {
          type: 'string',
          title: 'Question',
          minLength: 1,
          maxLength: 1000,
          examples: ['How long do I have to send it back?'],
        },
        document: {
          type: 'string',
          title: 'Document',
          description: 'Paste the text: a contract, a manual, a policy.',
          minLength: 1,
          maxLength: 200_000,
          'x-widget': 'textarea',
        },
      },
      required: ['question', 'document'],
      additionalProperties: false,
    },
    steps: [
      {
        id: 'search',
        kind: 'find',
        title: 'Look for the passage',
        with: { question: '{{ inputs.question }}', text: '{{ inputs.document }}' },
      },
    ],
    output: {
      found: '{{ steps.search.found }}',
      passage: '{{ steps.search.passage }}',
      confidence: '{{ $round(steps.search.score, 2) }}',
      position: '{{ steps.search.start }}',
      note: "{{ steps.search.found ? 'Quoted from the document.' : 'The document does not seem to say this. The nearest passages are listed.' }}",
      nearest: '{{ [steps.search.alternatives.passage] }}',
    },
  },
  exampleInputs: [
    {
      question: 'How much notice do I have to give when I want to move out?',
      document: `Lease of an apartment at Oosterkade 14, Utrecht.

1. The lease begins on 1 March 2026 and runs for an indefinite time. The rent is €1,180 a month and is paid before the first day of each month.

2. The tenant pays a deposit of two months' rent. It is returned within 30 days after the keys were handed back, less the cost of damage that goes beyond normal wear.

3. Either side may end the lease in writing. The tenant gives one month's notice, counted from the first day of the next month. The landlord gives at least three months' notice and states the reason.

4. Small repairs, such as a dripping tap or a broken light switch, are the tenant's business. Everything that concerns the roof, the walls, the heating and the pipes is repaired by the landlord.

5. Pets are allowed as long as they cause no damage and no complaints. Subletting the whole apartment is not allowed; a single room may be sublet after written consent.`,
    },
    {
      question: 'What do I do when the pump makes a loud noise?',
      document: `Manual of the garden pump GP 900.

Before the first use fill the pump body with water through the opening at the top. Never let the pump run dry for more than one minute: the seal is cooled by water and burns without it.

If the pump hums loudly or rattles, it is drawing air. Check that the suction hose is tight at both ends and that its lower end lies at least 30 cm below the surface of the water.

If the pump switches off by itself, the motor was too hot. Let it cool down for twenty minutes and clean the ventilation slots.

In winter drain the pump completely and keep it in a room without frost. Frozen water breaks the housing, which the warranty does not cover.`,
    },
    {
      question: 'May I bring my dog to the office?',
      document: `House rules for employees.

The office is open from seven in the morning until eight in the evening. Outside those hours you need a badge of your own, which you get at the reception.

You may work from home on two days a week. Tell your team before Friday noon which days you choose for the next week.

Travel by train is paid in second class; take a photo of the ticket and hand it in within the same month. For journeys by car we pay 23 cents a kilometre.

A laptop that was lost or stolen is reported to the service desk within the hour, also at night, so that it can be wiped.`,
    },
  ],
};
