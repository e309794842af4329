import type { ExtractField, ExtractKind } from '../../../src/engine/builtin-ai.js';

export interface ExtractCase {
  text: string;
  /** What has to be found, per kind; only these kinds are asked for. Dates as ISO, money as "49 EUR". */
  expected: Partial<Record<ExtractKind, string[]>>;
  fields?: ExtractField[];
  expectedFields?: Record<string, string | null>;
}

/** A Saturday. "Tomorrow" in the cases is the 22nd, "Friday" the 27th. */
export const extractionNow = '2026-11-21T09:00:00Z';

export const devExtraction: ExtractCase[] = [
  {
    text: `Hi Sandra, could you send the signed contract to Peter Okafor by Friday? He needs it for the meeting with Delta Lloyd in Brussels on 3 December.`,
    expected: {
      people: ['Sandra', 'Peter Okafor'],
      organisations: ['Delta Lloyd'],
      places: ['Brussels'],
      dates: ['2026-11-27', '2026-12-03'],
      actionItems: ['send the signed contract'],
    },
  },
  {
    text: `Order A-88213 of 12 November was charged at €129.95, the refund should be € 64,50. Call me on 06-23456789 or mail j.bakker@post.example.`,
    expected: {
      dates: ['2026-11-12'],
      money: ['129.95 EUR', '64.5 EUR'],
      phones: ['06-23456789'],
      emails: ['j.bakker@post.example'],
    },
    fields: [{ name: 'orderNumber', near: ['order'], shape: 'A-12345' }],
    expectedFields: { orderNumber: 'A-88213' },
  },
  {
    text: `Minutes: Anneke will draft the letter to the neighbours before Wednesday. Mehmet to check the budget. We decided to keep the name. Claire promised to call the supplier tomorrow.`,
    expected: {
      people: ['Anneke', 'Mehmet', 'Claire'],
      dates: ['2026-11-25', '2026-11-22'],
      actionItems: ['draft the letter', 'check the budget', 'call the supplier'],
    },
  },
  {
    text: `The University of Ghent and Siemens signed an agreement worth $2.3 million in Antwerp last week. Rector Rik Van de Walle called it a milestone.`,
    expected: {
      organisations: ['University of Ghent', 'Siemens'],
      money: ['2300000 USD'],
      places: ['Antwerp'],
      people: ['Rik Van de Walle'],
    },
  },
  {
    text: `Please transfer 1,250 pounds to the account of Hargreaves Ltd before 30/11/2026, reference INV-2026-0417. More at https://pay.hargreaves.example/help.`,
    expected: {
      money: ['1250 GBP'],
      organisations: ['Hargreaves Ltd'],
      dates: ['2026-11-30'],
      urls: ['https://pay.hargreaves.example/help'],
      actionItems: ['transfer 1,250 pounds'],
    },
    fields: [
      { name: 'reference', shape: 'code' },
      { name: 'invoice', near: ['reference'], shape: 'INV-2026-0001' },
    ],
    expectedFields: { reference: 'INV-2026-0417', invoice: 'INV-2026-0417' },
  },
  {
    text: `My flight from Lisbon to Oslo on 14 January 2027 was cancelled. Booking code QX7TR2, ticket 220-4567891234. I want compensation.`,
    expected: { places: ['Lisbon', 'Oslo'], dates: ['2027-01-14'] },
    fields: [
      { name: 'booking', near: ['booking code', 'booking'], shape: 'code' },
      { name: 'ticket', near: ['ticket'], shape: '220-1234567890' },
      { name: 'seat', near: ['seat'], shape: '12A' },
    ],
    expectedFields: { booking: 'QX7TR2', ticket: '220-4567891234', seat: null },
  },
  {
    text: `Dr. Fatima El-Sayed from the Charité in Berlin will speak at 14:00 on Monday. Register with events@charite.example or +49 30 450 50.`,
    expected: {
      people: ['Fatima El-Sayed'],
      organisations: ['Charité'],
      places: ['Berlin'],
      dates: ['2026-11-23T14:00'],
      emails: ['events@charite.example'],
      phones: ['+49 30 450 50'],
    },
  },
  {
    text: `Customer number: 4471120. The meter reading is 18,442 kWh. Please do not share my details.`,
    expected: { people: [], money: [], phones: [], emails: [] },
    fields: [
      { name: 'customerNumber', near: ['customer number'], shape: 'number' },
      { name: 'meterReading', near: ['meter reading'], shape: 'number' },
    ],
    expectedFields: { customerNumber: '4471120', meterReading: '18,442' },
  },
  {
    text: `Nothing came of the plan. It was a long and rainy summer, and in the end everybody went home.`,
    expected: {
      people: [],
      organisations: [],
      places: [],
      money: [],
      actionItems: [],
      emails: [],
      urls: [],
    },
  },
  {
    text: `John, don't forget to book a room for Tuesday at 10am. I'll bring the slides. Could Priya ask Vodafone for a new quote?`,
    expected: {
      people: ['John', 'Priya'],
      organisations: ['Vodafone'],
      dates: ['2026-11-24T10:00'],
      actionItems: ['book a room', 'bring the slides', 'ask Vodafone'],
    },
  },
  {
    text: `The rent of 1.450,00 EUR is due on the 1st of December; heating adds another 85 euros. See www.rentals.example or write to Hoofdstraat 12, Utrecht.`,
    expected: {
      money: ['1450 EUR', '85 EUR'],
      dates: ['2026-12-01'],
      urls: ['www.rentals.example'],
      places: ['Utrecht'],
    },
  },
  {
    text: `Serial no. SN 4490-XK-12, bought at MediaMarkt in Eindhoven on Black Friday for 349 dollars. The screen flickers.`,
    expected: { organisations: ['MediaMarkt'], places: ['Eindhoven'], money: ['349 USD'] },
    fields: [{ name: 'serial', near: ['serial no', 'SN'], shape: '4490-XK-12' }],
    expectedFields: { serial: '4490-XK-12' },
  },
  {
    text: `Action: Tom to update the risk list by 5 December. Agreed that Lucy will review it. The next call is on 8 December at 15:30 with Microsoft and the city of Leeds.`,
    expected: {
      people: ['Tom', 'Lucy'],
      organisations: ['Microsoft'],
      places: ['Leeds'],
      dates: ['2026-12-05', '2026-12-08T15:30'],
      actionItems: ['update the risk list', 'review it'],
    },
  },
  {
    text: `Insurance policy P-2231-99 covers damage up to 10k euro per year. Name of the insured: Willem Janssen. Date of birth: 4 March 1961.`,
    expected: { money: ['10000 EUR'], people: ['Willem Janssen'], dates: ['1961-03-04'] },
    fields: [
      { name: 'policy', near: ['policy'], shape: 'P-1234-12' },
      { name: 'insured', near: ['name of the insured', 'insured'], shape: 'text' },
    ],
    expectedFields: { policy: 'P-2231-99', insured: 'Willem Janssen' },
  },
];

export const heldOutExtraction: ExtractCase[] = [
  {
    text: `Good morning Karin, Ahmed Bouzid of Rabobank asked whether we can meet in Rotterdam next Thursday at 11:00. Please confirm with him at a.bouzid@bank.example.`,
    expected: {
      people: ['Karin', 'Ahmed Bouzid'],
      organisations: ['Rabobank'],
      places: ['Rotterdam'],
      dates: ['2026-11-26T11:00'],
      emails: ['a.bouzid@bank.example'],
      actionItems: ['confirm with him'],
    },
  },
  {
    text: `We bought two chairs for £89.99 each and a table for 240 pounds on 2 October 2026. Receipt 55-0912.`,
    expected: { money: ['89.99 GBP', '240 GBP'], dates: ['2026-10-02'] },
    fields: [{ name: 'receipt', near: ['receipt'], shape: '55-0912' }],
    expectedFields: { receipt: '55-0912' },
  },
  {
    text: `Sofia will prepare the agenda, Daniel to invite the speakers before 1 December. I will send the report on Monday. It was a good meeting.`,
    expected: {
      people: ['Sofia', 'Daniel'],
      dates: ['2026-12-01', '2026-11-23'],
      actionItems: ['prepare the agenda', 'invite the speakers', 'send the report'],
    },
  },
  {
    text: `Airbus opens a plant in Toulouse, said its director Marie Lefèvre on Tuesday. Rolls-Royce will deliver the engines for 1.8 billion euros.`,
    expected: {
      organisations: ['Airbus', 'Rolls-Royce'],
      places: ['Toulouse'],
      people: ['Marie Lefèvre'],
      money: ['1800000000 EUR'],
    },
  },
  {
    text: `Ticket #48213: the lift in building C is out of order since yesterday. Reported by Kwame Mensah, room 3.14, extension 4417.`,
    expected: { people: ['Kwame Mensah'], dates: ['2026-11-20'], money: [], emails: [] },
    fields: [
      { name: 'ticket', near: ['ticket'], shape: 'number' },
      { name: 'room', near: ['room'], shape: '3.14' },
      { name: 'extension', near: ['extension'], shape: 'number' },
    ],
    expectedFields: { ticket: '48213', room: '3.14', extension: '4417' },
  },
  {
    text: `You can reach me on (020) 7946-0018 or +44 7700 900123 after six. My site is http://www.potter.example/contact?from=mail.`,
    expected: {
      phones: ['(020) 7946-0018', '+44 7700 900123'],
      urls: ['http://www.potter.example/contact?from=mail'],
      people: [],
    },
  },
  {
    text: `Dear Mr. Hoffmann, your claim CL-77-2026 was accepted. We will pay USD 3,400 within ten days. Kind regards, Beatrice Wong, Allianz`,
    expected: {
      people: ['Hoffmann', 'Beatrice Wong'],
      money: ['3400 USD'],
      organisations: ['Allianz'],
    },
    fields: [{ name: 'claim', near: ['claim'], shape: 'CL-12-2026' }],
    expectedFields: { claim: 'CL-77-2026' },
  },
  {
    text: `The weather was fine, the soup was cold and nobody minded. Later we walked to the river and back.`,
    expected: {
      people: [],
      organisations: [],
      places: [],
      money: [],
      dates: [],
      actionItems: [],
      phones: [],
    },
  },
  {
    text: `Could you please check the stock in Madrid and let Carlos know by tomorrow noon? Make sure the invoice goes to Inditex.`,
    expected: {
      people: ['Carlos'],
      places: ['Madrid'],
      organisations: ['Inditex'],
      dates: ['2026-11-22T12:00'],
      actionItems: ['check the stock', 'the invoice goes to Inditex'],
    },
  },
  {
    text: `IBAN NL91ABNA0417164300 in the name of Stichting De Haven; amount 75 euro; donor: Ingrid Sørensen.`,
    expected: { money: ['75 EUR'], people: ['Ingrid Sørensen'], phones: [] },
    fields: [
      { name: 'iban', near: ['IBAN'], shape: 'code' },
      { name: 'donor', near: ['donor'], shape: 'text' },
    ],
    expectedFields: { iban: 'NL91ABNA0417164300', donor: 'Ingrid Sørensen' },
  },
  {
    text: `Emma and Oliver moved from Dublin to Vienna in 2019, where she works for the United Nations and he for a bakery.`,
    expected: {
      people: ['Emma', 'Oliver'],
      places: ['Dublin', 'Vienna'],
      organisations: ['United Nations'],
    },
  },
  {
    text: `Reminder: the tax return has to be in by 15 March 2027. Nobody has asked the accountant yet; Hugo needs to do that this week.`,
    expected: { dates: ['2027-03-15'], people: ['Hugo'], actionItems: ['Hugo needs to do that'] },
  },
  {
    text: `Licence plate XK-221-B was seen in Paris on 9 November 2026 at 22:15. The fine is 135 euros, payable to Ville de Paris.`,
    expected: { places: ['Paris'], dates: ['2026-11-09T22:15'], money: ['135 EUR'] },
    fields: [{ name: 'plate', near: ['licence plate', 'plate'], shape: 'XK-221-B' }],
    expectedFields: { plate: 'XK-221-B' },
  },
  {
    text: `Who is responsible for the Lyon branch? I think Nkechi Obi is, but she left IKEA in the summer.`,
    expected: {
      places: ['Lyon'],
      people: ['Nkechi Obi'],
      organisations: ['IKEA'],
      actionItems: [],
    },
  },
];
