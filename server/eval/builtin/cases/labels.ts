import type { ClassifyLabel } from '../../../src/engine/builtin-ai.js';

export interface EmailCase {
  /** The right label; null when none of the labels fits and the answer should be unsure. */
  label: string | null;
  /** Speaks in the words of one label about the subject of another. */
  hard?: boolean;
  text: string;
}

/** The labels of the e-mail cases, as a maker would write them in five minutes. */
export const emailLabels: ClassifyLabel[] = [
  {
    name: 'billing',
    description: 'charges, invoices, payments and refunds',
    examples: [
      'I was charged twice this month, please refund one payment.',
      'Could you send me the invoice for September? I need it for my bookkeeping.',
      'The amount on my bill is higher than we agreed.',
    ],
  },
  {
    name: 'bug',
    description: 'something in the software is broken, slow or shows an error',
    examples: [
      'The app crashes when I open the settings screen.',
      'I get an error message whenever I press save and my changes are lost.',
      'The report shows wrong numbers since the last release.',
    ],
  },
  {
    name: 'delivery',
    description: 'parcels, shipping, late, missing or damaged deliveries',
    examples: [
      'My package has not arrived although it was due last Friday.',
      'The box was damaged when the courier handed it over.',
      'Can you ship my order to another address?',
    ],
  },
  {
    name: 'account',
    description: 'logging in, passwords, profile, users and access rights, deleting an account',
    examples: [
      'I forgot my password and the reset link does not work.',
      'How do I add a colleague to our team and make her an administrator?',
      'Please delete my account and all my data.',
    ],
  },
  {
    name: 'sales',
    description: 'questions before buying: plans, prices, quotes, trials and demonstrations',
    examples: [
      'We are interested in your product. What does it cost for a team of twenty?',
      'Can we get a demo and a trial before we decide?',
      'Which plan do I need to get this feature?',
    ],
  },
];
