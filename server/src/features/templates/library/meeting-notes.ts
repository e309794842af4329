import type { Template } from '../template.js';

/** Quotes decisions and action items; it writes nothing of its own. */
export const meetingNotes: Template = {
  key: 'meeting-notes',
  name: 'Meeting notes to decisions and action items',
  description:
    'Picks the decisions and the action items, with owner and due date, out of the notes of a meeting, and says who and what it was about.',
  definition: {
    schemaVersion: 1,
    inputs: {
      type: 'object',
      properties: {
        notes: {
          type: 'string',
          title: 'Notes',
          description: 'Whole sentences work best: "Sara will send the offer by Friday."',
          minLength: 1,
          maxLength: 50_000,
          'x-widget': 'textarea',
        },
      },
      required: ['notes'],
      additionalProperties: false,
    },
    steps: [
      {
        id: 'sentences',
        kind: 'keySentences',
        title: 'Sentences that decide something',
        with: {
          text: '{{ inputs.notes }}',
          count: 50,
          focus: 'we decided, we agreed, it was approved',
        },
      },
      {
        id: 'decisions',
        kind: 'transform',
        title: 'Keep the decisions',
        with: {
          value:
            "{{ [steps.sentences.sentences[$contains(text, /\\b(decided|decision|agreed|agree to|approved|rejected|postponed|chose|chosen|settled on|go with|went with|going with|will not|won't|no longer|drop|cancelled)\\b/i)].text] }}",
        },
      },
      {
        id: 'facts',
        kind: 'extract',
        title: 'Action items, people and dates',
        with: { text: '{{ inputs.notes }}', what: ['actionItems', 'people', 'dates'] },
      },
      {
        id: 'topics',
        kind: 'keywords',
        title: 'What it was about',
        with: { text: '{{ inputs.notes }}', count: 8 },
      },
    ],
    output: {
      decisions: '{{ steps.decisions }}',
      actionItems:
        '{{ [steps.facts.actionItems[$not(text in $$.steps.decisions)].{ "task": text, "owner": owner, "due": due }] }}',
      people: '{{ steps.facts.people }}',
      topics:
        "{{ [steps.topics.keywords[$not($contains($join($$.steps.facts.people, ' '), keyword))].keyword] }}",
    },
  },
  exampleInputs: [
    {
      notes: `Product meeting, Monday. Present: Sara Jansen, Ahmed El Idrissi, Lucas Meyer and Priya Nair.

Ahmed showed the numbers of the trial: 61 percent of the new accounts made a second tool within a week. We agreed to launch the new editor on 8 December for everybody. The old editor stays available until the end of January. Lucas was worried about the load on the database; two customers had slow pages last week.

We decided not to raise prices this year. Priya will write the announcement by Thursday. Lucas has to test the migration on a copy of the production data before Friday. Sara will send the list of pilot customers to Ahmed tomorrow.

The team outing is postponed to spring.`,
    },
    {
      notes: `Weekly site meeting, school building Parkweg.

The concrete of the second floor was poured on Tuesday and is drying well. The windows arrive one week later than planned because the factory had a strike. We decided to start with the roof first, so that the painters do not have to wait.

The architect approved the change of the stairs. Peter Bakker will order the handrails before 4 December. Fatima Yilmaz needs to send the new drawings to the municipality by Wednesday. The neighbours complained about noise before seven o'clock; we agreed that no machine starts before half past seven.

Next meeting on 1 December at nine o'clock.`,
    },
    {
      notes: `Call with Hotel Miramar about the renewal.

Ines Carvalho is happy with the service but thinks that the reports come too late. They use the platform in four hotels now and want to add two more in March. She asked whether invoices can be sent to each hotel separately.

We agreed on a contract of two years with the present prices. Tom will send the contract by Friday. Ines has to confirm the list of users before 15 December. I must ask finance about the separate invoices.`,
    },
  ],
};
