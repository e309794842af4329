import type { Template } from '../template.js';

/** Reads a page on the network; everything after that happens on this machine. */
export const webPageDigest: Template = {
  key: 'web-page-digest',
  name: 'Web page digest',
  description:
    'Reads a web page and quotes the sentences that carry most of it, with its keywords. Give it a focus to prefer what you care about.',
  definition: {
    schemaVersion: 1,
    inputs: {
      type: 'object',
      properties: {
        url: {
          type: 'string',
          title: 'Address of the page',
          format: 'uri',
          pattern: '^https?://',
          maxLength: 2000,
          examples: ['https://en.wikipedia.org/wiki/Espresso'],
        },
        sentences: {
          type: 'integer',
          title: 'How many sentences',
          minimum: 1,
          maximum: 20,
          default: 5,
        },
        focus: {
          type: 'string',
          title: 'Focus',
          description: 'Prefer sentences about this; empty: what is most important on the page.',
          maxLength: 200,
          default: '',
        },
      },
      required: ['url'],
      additionalProperties: false,
    },
    steps: [
      {
        id: 'page',
        kind: 'http',
        title: 'Read the page',
        with: { url: '{{ inputs.url }}', as: 'html-text' },
        retry: { attempts: 2 },
        timeoutSeconds: 20,
      },
      {
        id: 'key',
        kind: 'keySentences',
        title: 'Sentences that carry most of it',
        with: {
          text: '{{ $substring(steps.page.body, 0, 60000) }}',
          count: '{{ inputs.sentences }}',
          focus: "{{ inputs.focus != '' ? inputs.focus }}",
        },
      },
      {
        id: 'words',
        kind: 'keywords',
        title: 'Keywords',
        with: { text: '{{ $substring(steps.page.body, 0, 60000) }}', count: 8 },
      },
    ],
    output: {
      address: '{{ steps.page.url }}',
      keySentences: '{{ [steps.key.sentences.text] }}',
      keywords: '{{ [steps.words.keywords.keyword] }}',
      readingMinutes: "{{ $ceil($count($split(steps.page.body, ' ')) / 230) }}",
    },
  },
  exampleInputs: [
    { url: 'https://en.wikipedia.org/wiki/Espresso', sentences: 5 },
    { url: 'https://www.rfc-editor.org/rfc/rfc9457.html', sentences: 4, focus: 'why it exists' },
    {
      url: 'https://www.postgresql.org/about/',
      sentences: 3,
      focus: 'reliability and data integrity',
    },
  ],
};
