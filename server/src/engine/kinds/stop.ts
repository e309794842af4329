import { StepError, type JsonValue } from '../types.js';
import { defineKind, settingsSchema } from './define.js';

/** Ends the run before its last step, most often under a condition. */
export const stop = defineKind<{
  output?: JsonValue;
  as: 'succeeded' | 'failed';
  message?: string;
}>({
  kind: 'stop',
  title: 'Stop',
  description: 'Ends the run here, with a result or as failed. Use it with a condition.',
  nature: 'pure',
  needsProvider: false,
  endsRun: true,
  shaped: ['output'],
  defaultTimeoutSeconds: 10,
  with: settingsSchema(
    {
      as: {
        enum: ['succeeded', 'failed'],
        default: 'succeeded',
        title: 'End as',
        description: 'Whether the run succeeds with the output below or fails with the message.',
        'x-widget': 'select',
      },
      output: {
        title: 'Output',
        description: "The output of the run in place of the tool's own.",
        'x-widget': 'json',
        examples: [{ answer: 'Not for us' }],
      },
      message: {
        type: 'string',
        maxLength: 2_000,
        title: 'Message',
        description: 'Why the run failed, for the person who started it.',
        examples: ['The order number is missing.'],
      },
    },
    [],
  ),
  output: { description: 'The output of the run.' },
  run: ({ output, as, message }) => {
    if (as === 'failed')
      return Promise.reject(new StepError('stopped', message ?? 'The run was stopped.'));
    return Promise.resolve({ output: output ?? null, stop: { output: output ?? null } });
  },
});
