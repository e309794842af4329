import type { Template } from '../template.js';

/** Shows a condition: the second look at the text happens for English messages only. */
export const languageRouter: Template = {
  key: 'language-router',
  name: 'Language router',
  description:
    'Detects the language of a message and names the team that reads it. English messages also get a topic.',
  definition: {
    schemaVersion: 1,
    inputs: {
      type: 'object',
      properties: {
        message: {
          type: 'string',
          title: 'Message',
          minLength: 1,
          maxLength: 20_000,
          'x-widget': 'textarea',
        },
      },
      required: ['message'],
      additionalProperties: false,
    },
    steps: [
      {
        id: 'language',
        kind: 'detectLanguage',
        title: 'Which language is it?',
        with: { text: '{{ inputs.message }}' },
      },
      {
        id: 'teams',
        kind: 'transform',
        title: 'Who reads which language',
        with: {
          value: {
            en: 'Team London',
            nl: 'Team Utrecht',
            de: 'Team Berlin',
            fr: 'Team Lyon',
            es: 'Team Madrid',
            other: 'Translation desk',
          },
        },
      },
      {
        id: 'topic',
        kind: 'classify',
        title: 'What is it about? (English only)',
        when: "steps.language.language = 'en'",
        with: {
          text: '{{ inputs.message }}',
          labels: [
            {
              name: 'question',
              description: 'somebody wants to know something',
              examples: ['What are your opening hours?', 'Does this work with an older model?'],
            },
            {
              name: 'complaint',
              description: 'somebody is not satisfied, something went wrong',
              examples: [
                'I am very disappointed, it broke on the first day.',
                'Nobody answers my mails.',
              ],
            },
            {
              name: 'appointment',
              description: 'somebody wants to make, move or cancel an appointment',
              examples: ['Can I come on Thursday at ten?', 'I have to cancel tomorrow.'],
            },
          ],
          unsureLabel: 'other',
        },
      },
    ],
    output: {
      language: '{{ steps.language.language }}',
      languageName: '{{ steps.language.name }}',
      team: '{{ steps.language.reliable and $lookup(steps.teams, steps.language.language) ? $lookup(steps.teams, steps.language.language) : steps.teams.other }}',
      topic: '{{ steps.topic.label }}',
      certain: '{{ steps.language.reliable }}',
    },
  },
  exampleInputs: [
    {
      message:
        'Goedemiddag, ik heb vorige week een afspraak gemaakt voor donderdag, maar ik kan dan helaas niet. Kan ik op vrijdagochtend komen?',
    },
    {
      message:
        'Hello, I had an appointment for Thursday but I have to cancel it. Could I come on Friday morning instead?',
    },
    {
      message:
        'Guten Tag, die Rechnung für Oktober stimmt leider nicht: Sie haben mir zwei Geräte berechnet, ich habe aber nur eines bestellt.',
    },
    {
      message:
        'Bom dia, gostaria de saber se vocês entregam em Portugal e quanto custa o envio para o Porto.',
    },
  ],
};
