import type { Template } from '../template.js';

const HANDBOOK = `The parcel is late or has not arrived
When an order has not arrived five working days after the promised day, we open a search with the courier and send the order again at no cost. Do not wait for the result of the search.

The parcel arrived damaged
When a box or product arrives damaged or crushed, ask for a photo of both. With the photo we send a replacement the same day, and the customer need not send anything back.

The parcel should go to another address
An order can be sent to another address until it has left our warehouse. After that only the courier can redirect it, through the link in the tracking mail.

Charged twice
When a customer paid twice for one order, give the second payment back at once. The money is on their card or account within five working days.

An invoice with a VAT number
Every invoice can be downloaded under Account, Invoices. To add a VAT number to an invoice afterwards, pass it on to finance: they send a corrected invoice within two days.

The card has expired
An expired card is replaced under Account, Payment methods. We try a failed payment again after three days and block nothing before the third failure.

Sending a product back
A customer who does not like a product can return it within 30 days after delivery, unused and in its box. We pay the return label within the European Union.

The money for a return
When a product was sent back, the customer gets the money within five working days after it arrived in our warehouse. It goes to the payment method that was used.

The machine broke: warranty
A machine that breaks within two years is covered by the warranty: we repair or replace it, and the customer does not pay for shipping.

The machine does not connect to wifi
Hold the power button for ten seconds until the light turns blue, then add the machine again in the app. It works on 2.4 GHz wifi only.

Error E41
When the machine shows error E41 and stops, the water tank is not seated properly: take it out, dry the contacts and put it back. When the error stays, the sensor is broken; send a replacement with express delivery.

The app crashes or stays white
Install the newest version of the app first. When recipes are still missing or the screen stays white, ask for the model of the phone and pass it on to the app team.

Forgot password
A password is reset through "Forgot password" on the sign-in page. The link works for one hour, and the mail sometimes lands in the spam folder.

Deleting an account
Customers can delete their account and their data themselves under Account, Privacy. We keep invoices for seven years because the law asks for it.

Which machine we recommend
Up to fifteen people the Kaffa 2 is enough, up to forty the Kaffa 4. For more people recommend two machines or the Kaffa Pro with a water connection.

A quote for many machines
From ten machines on there is a discount of 12 percent on the price and one contact person. The sales team makes a quote within one working day; it is valid for 30 days.`;

/** What customers ask, in the words of the handbook's reader: the next step looks for exactly this. */
const QUESTIONS = [
  {
    name: 'What do we do when a parcel is late?',
    description: 'a parcel or order is late, lost, still in transit, has not arrived',
    examples: [
      'My order should have been here last week. Where is the parcel?',
      'The tracking has not changed for days and nothing was delivered.',
    ],
  },
  {
    name: 'What do we do when a parcel arrived damaged?',
    description: 'the box or the product inside is broken, crushed, cracked or wet on arrival',
    examples: [
      'The box was crushed and the glass inside is broken.',
      'It came out of the parcel with a big crack in the tank.',
    ],
  },
  {
    name: 'Can an order go to another address?',
    description:
      'change the delivery address, not at home, send it to the office or to a neighbour',
    examples: [
      'Please deliver my order to my office instead.',
      'We have moved, can you change the address of the delivery?',
    ],
  },
  {
    name: 'What do we do when somebody was charged twice?',
    description: 'paid twice, two payments, double charge for one order',
    examples: [
      'I see two payments on my card but I only ordered once.',
      'You charged me twice, please give one payment back.',
    ],
  },
  {
    name: 'How does a VAT number get on an invoice?',
    description: 'an invoice, a corrected invoice, VAT number, bookkeeping',
    examples: [
      'Our accountant needs an invoice with our VAT number.',
      'Where can I find the invoice of my order?',
    ],
  },
  {
    name: 'How is an expired card replaced?',
    description: 'a payment card expired or was declined, new payment method',
    examples: [
      'My card has expired, where do I enter the new one?',
      'The payment failed because I have a new credit card.',
    ],
  },
  {
    name: 'How does a customer send a product back?',
    description: 'return a product that they do not like, return label, exchange',
    examples: [
      'I want to return it, it does not fit in our kitchen.',
      'How do I send it back and where do I find the label?',
    ],
  },
  {
    name: 'When does the money for a return arrive?',
    description: 'sent the product back and waits for the refund',
    examples: [
      'I returned it three weeks ago and still have no refund.',
      'When do I get my money back for the machine that I sent to you?',
    ],
  },
  {
    name: 'Is a broken machine covered by the warranty?',
    description: 'the machine broke after months of use, stopped working, makes no sound, repair',
    examples: [
      'It stopped working after half a year. Does the warranty cover this?',
      'The pump is broken, can you repair it?',
    ],
  },
  {
    name: 'What do we do when the machine does not connect to wifi?',
    description: 'the machine has lost its wifi or network connection',
    examples: [
      'It cannot find our network since we have a new router.',
      'The machine is offline and will not connect to wifi.',
    ],
  },
  {
    name: 'What do we do about error E41?',
    description: 'the machine shows an error code and stops',
    examples: [
      'The display says error E41 and nothing happens.',
      'It stops in the middle of the program with an error code.',
    ],
  },
  {
    name: 'What do we do when the app crashes or stays white?',
    description: 'the app on the phone crashes, stays white, recipes are missing',
    examples: [
      'The app closes as soon as I open it.',
      'My recipes are gone from the app and the screen stays white.',
    ],
  },
  {
    name: 'How is a password reset?',
    description: 'cannot sign in, forgot the password, reset mail does not arrive',
    examples: [
      'I forgot my password and cannot sign in.',
      'The mail to reset my password never comes.',
    ],
  },
  {
    name: 'How does a customer delete their account?',
    description: 'delete the account and personal data, privacy, unsubscribe',
    examples: ['Please delete my account.', 'Remove everything that you have stored about me.'],
  },
  {
    name: 'Which machine do we recommend?',
    description: 'which product to choose for a number of people or cups',
    examples: [
      'Which model suits an office with thirty people?',
      'What is the difference between the two larger machines?',
    ],
  },
  {
    name: 'What do we say about sponsoring, jobs and press?',
    description: 'sponsoring, advertising, a job application or internship, a journalist',
    examples: ['Would you like to sponsor our club?', 'I would like to do an internship with you.'],
  },
  {
    name: 'What discount do we give on many machines?',
    description: 'price, quote or discount for several machines for an office or hotel',
    examples: ['What would twenty machines cost?', 'Can you make us a quote for all our offices?'],
  },
];

/** The first minute of the product: a real e-mail in, everything a desk needs out, without a key. */
export const supportInboxTriage: Template = {
  key: 'support-inbox-triage',
  name: 'Support inbox triage',
  description:
    'Reads a customer e-mail, says which team it belongs to and how urgent it is, finds the passage of your handbook that applies, and picks out the order number, dates and amounts.',
  definition: {
    schemaVersion: 1,
    inputs: {
      type: 'object',
      properties: {
        email: {
          type: 'string',
          title: 'Customer e-mail',
          description: 'The whole message, with or without greeting and signature.',
          minLength: 1,
          maxLength: 20_000,
          'x-widget': 'textarea',
        },
      },
      required: ['email'],
      additionalProperties: false,
    },
    steps: [
      {
        id: 'team',
        kind: 'classify',
        title: 'Which team is it for?',
        with: {
          text: '{{ inputs.email }}',
          labels: [
            {
              name: 'billing',
              description: 'payments, charges, invoices, VAT numbers, refunds that did not arrive',
              examples: [
                'I was charged twice this month, please give one payment back.',
                'Could you send me the invoice for September with our VAT number on it?',
                'My card expired, where do I enter the new one?',
              ],
            },
            {
              name: 'delivery',
              description:
                'parcels that are late, lost, damaged or go to the wrong address, tracking',
              examples: [
                'My order was due last Friday and it is still not here.',
                'The parcel was crushed and the machine in the box has a crack.',
                'Can you send the parcel to my office instead?',
              ],
            },
            {
              name: 'returns',
              description:
                'sending a product back, exchanging it, warranty and repair of a broken product',
              examples: [
                'I would like to return the machine, it is too large for our kitchen.',
                'It broke after four months. Is that covered by the warranty?',
                'Where do I find the return label?',
              ],
            },
            {
              name: 'technical',
              description:
                'the app or the machine shows an error, does not connect, crashes or does not start',
              examples: [
                'The app crashes as soon as I open the recipes.',
                'The machine no longer connects to our wifi since the update.',
                'It shows error E41 and stops in the middle of the program.',
              ],
            },
            {
              name: 'account',
              description:
                'signing in, passwords, changing the profile or e-mail address, deleting an account, privacy',
              examples: [
                'I forgot my password and the reset mail never comes.',
                'Please delete my account and everything you have stored about me.',
                'How do I change the e-mail address that I sign in with?',
              ],
            },
            {
              name: 'sales',
              description:
                'questions before buying: prices, quotes, quantities, discounts, which product to choose',
              examples: [
                'We need fifteen machines for our offices. Can you make a quote?',
                'Which model do you recommend for a team of forty?',
                'Is there a discount when we order more than ten?',
              ],
            },
          ],
          unsureLabel: 'front desk',
        },
      },
      {
        id: 'urgency',
        kind: 'transform',
        title: 'How urgent is it? (a rule, no AI)',
        with: {
          value:
            "{{ $contains(inputs.email, /\\b(urgent|urgently|asap|immediately|emergency|lawyer|smoke|fire)\\b|\\b(need|must|solve|fix|help|answer)[^.!?]*\\b(today|tomorrow|right now)\\b/i) ? 'high' : $contains(inputs.email, /\\b(no hurry|no rush|not urgent|whenever you have time)\\b/i) ? 'low' : 'normal' }}",
        },
      },
      {
        id: 'question',
        kind: 'classify',
        title: 'What do they ask?',
        with: {
          text: '{{ inputs.email }}',
          labels: QUESTIONS,
          unsureLabel: 'something else',
        },
      },
      {
        id: 'handbook',
        kind: 'find',
        title: 'What does our handbook say?',
        when: "steps.question.label != 'something else'",
        with: { question: '{{ steps.question.label }}', text: HANDBOOK },
      },
      {
        id: 'details',
        kind: 'extract',
        title: 'Order number, dates and amounts',
        with: {
          text: '{{ inputs.email }}',
          what: ['dates', 'money'],
          fields: [
            {
              name: 'orderNumber',
              near: ['order', 'order number', 'order no', 'order nr', 'ordernumber', 'bestelling'],
              shape: 'code',
            },
          ],
        },
      },
    ],
    output: {
      team: '{{ steps.team.label }}',
      confidence: '{{ $round(steps.team.confidence, 2) }}',
      urgency: '{{ steps.urgency }}',
      question: '{{ steps.question.label }}',
      passage: '{{ steps.handbook.passage }}',
      orderNumber: '{{ steps.details.fields.orderNumber }}',
      dates: '{{ [steps.details.dates.date] }}',
      amounts: '{{ [steps.details.money.text] }}',
    },
  },
  exampleInputs: [
    {
      email: `Hi,

My espresso machine (order KM-204518) was supposed to be delivered on 12 November, but it is still not here. The tracking page still says "in transit". Could you find out where the parcel is? I need it before 5 December because we have guests.

Kind regards,
Marieke de Groot
+31 6 2468 1357`,
    },
    {
      email: `Hello team,

I just looked at my card statement and there are two payments of €649.00 to you on 3 November. I only placed one order, number KM-204377. Please give one of them back.

Thanks,
Tom Whitfield
Whitfield & Sons`,
    },
    {
      email: `Good morning,

Since this morning the machine in our breakfast room shows error E41 and stops in the middle of every program. We have 40 guests tomorrow and cannot serve any coffee, so we need this solved today! We already switched it off and on again. Order KM-198002, bought on 2 June 2026.

Ines Carvalho
Hotel Miramar`,
    },
    {
      email: `Dear sales,

We are fitting out three new offices and think of eighteen machines. What would that cost, and is there a discount for such a number? There is no hurry, we decide in January.

Best,
Jonas Lindqvist`,
    },
  ],
};
