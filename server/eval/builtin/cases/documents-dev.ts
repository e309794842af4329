import type { DocumentCase } from './documents.js';

/** The half that the method was tuned on. */
export const devDocuments: DocumentCase[] = [
  {
    title: 'Customer handbook of a web shop',
    text: `Welcome to the handbook for our customer team. It describes what we promise to the people who buy from us and how you keep that promise. Read it once from beginning to end, then use it as a reference. If something is missing, tell Farida, who keeps this document up to date.

Orders and shipping. Orders that come in before 15:00 on a working day leave the warehouse the same day. Standard shipping takes two to three working days within the Netherlands and Belgium, and four to six in the rest of the European Union. Express costs 9.95 and arrives the next morning before noon. We do not ship to post office boxes. A parcel that has not moved for five working days counts as lost: open an enquiry with the carrier and send the customer a replacement straight away, without waiting for the outcome.

Returns. Customers may send back what they bought within thirty days of receiving it, unused and in its original packing. Personalised goods and opened cosmetics are excluded. The customer pays for the return label unless we made the mistake. Once the warehouse has booked the goods in, finance pays the money back to the card or account it came from; this takes up to seven working days. Gift cards are never exchanged for cash.

Damage. When something arrives broken, ask for two photographs: one of the article and one of the outside of the box. With the pictures we can claim from the carrier, which has to be done within a week. Do not ask the customer to send the pieces to us. For articles under 25 euros the pictures are not needed; simply send a new one.

Discounts. A team member may give a credit of at most 15 euros on his or her own account to make up for a poor experience. Anything higher goes through the shift lead. Vouchers cannot be combined, and they are not valid on books because prices of books are fixed by law.

Complaints. Answer a complaint on the day it comes in, even if only to say who is dealing with it. Never argue about who is right in the first message. If a customer mentions a lawyer or the press, do not answer yourself; forward the conversation to Pieter van Dam, our legal adviser, the same hour. Threats to staff are reported to the police without exception.

Privacy. Before you change an address or tell anything about an order, check the order number and the postal code. We never ask for a full card number, not on the telephone and not in a chat. Recordings of calls are wiped after ninety days. A person who wants to see which data we hold gets them within one month.

Opening hours. The telephone is staffed from 8:30 until 18:00 on weekdays and from ten to four on Saturdays. On public holidays only the chat is open, with two people on duty. During the weeks before Christmas we work in three shifts, and leave is not granted between 10 and 24 December.`,
    questions: [
      {
        question: 'How long does a customer have to return an item?',
        answer: 'within thirty days of receiving it',
      },
      {
        question: 'What is the highest credit I can give without asking anyone?',
        answer: 'at most 15 euros',
      },
      {
        question: 'Who should I contact when somebody threatens to sue us?',
        answer: 'Pieter van Dam',
      },
      {
        question: 'When is a package considered lost?',
        answer: 'has not moved for five working days',
      },
      { question: 'How long do we keep phone recordings?', answer: 'wiped after ninety days' },
      { question: 'How much is a monthly subscription?', answer: null },
      { question: 'What is the dress code in the office?', answer: null },
      {
        question: 'What do we charge for delivery by the next morning?',
        answer: 'Express costs 9.95',
      },
      {
        question: 'Can two discount codes be used together?',
        answer: 'Vouchers cannot be combined',
      },
      {
        question: 'What do I need from a customer whose order arrived in pieces?',
        answer: 'ask for two photographs',
      },
      {
        question: 'At what time do the phones close on Saturday?',
        answer: 'from ten to four on Saturdays',
      },
      {
        question: 'Which goods cannot be returned?',
        answer: 'Personalised goods and opened cosmetics',
      },
      { question: 'How many people work in the warehouse?', answer: null },
      { question: 'Do we offer a student discount?', answer: null },
      { question: 'Who is the chief executive of the company?', answer: null },
    ],
  },
  {
    title: 'Minutes of a project meeting',
    text: `Minutes of the steering group for the new depot, held on Tuesday 6 October in the canteen of the Almere office. Present were Anneke Visser, who took the chair, Mehmet Aydin, Claire Dubois, Ruud Jansen and, for the second half, Sanne Bakker of the works council. Gerard Postma had sent his apologies. The minutes of 8 September were approved with one correction: it was Ruud, not Mehmet, who had offered to speak with the fire brigade.

State of the building. Claire reported that the roof is closed and that the floor of the northern hall was poured last Thursday. The concrete needs four weeks before the racks can be put up. Because the steel was delivered late, the southern hall is eighteen days behind the plan. The builder wants to make up ten of these by working on Saturdays, which would cost 23,000 euros extra. The group agreed to this on the condition that the neighbours are told a week in advance. Claire writes the letter.

Budget. Mehmet showed the figures up to the end of September. Of the 4.2 million that the board granted, 2.9 million has been spent and another 0.8 million is under contract. The reserve for setbacks stands at 310,000 euros. The heating turned out dearer than expected, since the municipality does not allow a gas connection any more; heat pumps add 95,000. The price of the solar panels, on the other hand, went down. Mehmet expects to stay within the total if nothing else happens.

Moving house. Ruud presented three ways to move the stock. Closing for a week is the cheapest, but the sales department is against it. Moving at night takes a month and needs two extra teams. The group prefers the third way: new stock goes to the new depot from 1 February, and the old one is sold empty until the end of March. The lease of the old depot ends on 30 April, and it has to be left swept and without the mezzanine floor.

Staff. Sanne handed over the advice of the works council. It is positive, with two remarks. People who travel more than forty-five minutes further should be paid for that time for two years, and there has to be a bus from the station at the beginning and the end of each shift. Anneke found the first reasonable and will discuss the second with the transport company. Of the 140 people in the old depot, eleven have said that they will not come along. Three of them retire next year anyhow.

Software. The supplier of the warehouse system has promised a test version for the middle of November. Gerard had let us know in writing that the scanners do not work with the present wireless network; he asks for a decision about new access points before the end of the month.

Any other business. There was a question about a name for the building. Everybody may send in ideas until 1 December. The next meeting is on 3 November at 10:00, in the same place.`,
    questions: [
      {
        question: 'Why is the southern hall behind schedule?',
        answer: 'Because the steel was delivered late',
      },
      { question: 'How much money has been spent so far?', answer: '2.9 million has been spent' },
      { question: 'Until when can people suggest a name?', answer: 'until 1 December' },
      { question: 'Who will inform the people living nearby?', answer: 'Claire writes the letter' },
      { question: 'When do we have to be out of the old building?', answer: 'ends on 30 April' },
      { question: 'Which company is the builder?', answer: null },
      { question: 'How many parking places will the new depot have?', answer: null },
      {
        question: 'Who was absent from the meeting?',
        answer: 'Gerard Postma had sent his apologies',
      },
      {
        question: 'Why can we not use gas for the heating?',
        answer: 'does not allow a gas connection',
      },
      {
        question: 'How long will employees be compensated for a longer commute?',
        answer: 'for two years',
      },
      {
        question: 'What is wrong with the scanners?',
        answer: 'do not work with the present wireless network',
      },
      {
        question: 'When will the steering group meet again?',
        answer: 'The next meeting is on 3 November',
      },
      { question: 'What did the solar panels cost?', answer: null },
      { question: 'Who will be the manager of the new depot?', answer: null },
      { question: 'When does the official opening ceremony take place?', answer: null },
    ],
  },
  {
    title: 'Manual of a coffee machine',
    text: `Thank you for choosing the Lario 300. This booklet tells you how to set up the machine, how to make coffee with it and how to keep it in good order. Keep it in a place where everyone who uses the machine can find it.

Before the first use. Put the machine on a flat, dry surface, at least ten centimetres from the wall, so that warm air can escape. Rinse the water tank, fill it with cold tap water up to the mark and push it in until you hear a click. Do not use mineral water or distilled water, as the sensor cannot measure them. Let two cups of hot water run through before you make the first coffee. A slight smell during the first minutes is normal and comes from the production.

Making coffee. Press the button with one cup for an espresso of 40 millilitres, or the one with two cups for a lungo of 110. Hold the button for three seconds to change the amount; the machine remembers it. The strength is set with the wheel behind the door, in five steps. For ground coffee open the small lid on top and put in no more than one level spoon, otherwise the filter blocks. The milk nozzle is ready when the light stops blinking, usually after twenty seconds. Wipe the nozzle with a damp cloth right after use, because dried milk is hard to remove.

Cleaning. Empty the tray every day, at the latest when the red float comes up. The brewing group can be taken out on the right side: press the two clips and pull. Rinse it under lukewarm water once a week without soap, and let it dry in the air. None of the parts may go into the dishwasher, apart from the drip grid. Descaling is due when the drop on the display turns orange, on average every three months. Use only the liquid of the maker; vinegar attacks the seals. The programme takes twenty-five minutes and must not be interrupted.

Faults. If no coffee comes out, there is probably air in the pump: draw hot water for half a minute. Three beeps mean that the container for beans is empty or that the lid is not closed. When the machine leaks at the bottom, check whether the tray is seated properly, then whether the seal of the tank is whole. Code E7 on the display stands for overheating; switch the machine off and wait for at least half an hour. With any other code, write it down and call the service line.

Guarantee. The guarantee is two years from the date on the receipt, for parts and labour. Wear of the seals and the grinding stones is not covered, nor is damage by scale. Repairs by anyone else than an approved workshop end the guarantee. Spare parts are kept for eight years after the last machine of a type was made.

Technical data. Power 1450 watts at 230 volts, pressure 15 bar, tank 1.8 litres, beans 250 grams, weight 9.4 kilograms. When not in use for an hour, the machine switches itself off and then needs 0.4 watts. Old machines do not belong in the household waste: hand them in at the shop or at a collection point.`,
    questions: [
      { question: 'What does error E7 mean?', answer: 'stands for overheating' },
      {
        question: 'How often should I descale the machine?',
        answer: 'on average every three months',
      },
      {
        question: 'Can I put the parts in the dishwasher?',
        answer: 'None of the parts may go into the dishwasher',
      },
      { question: 'How heavy is it?', answer: 'weight 9.4 kilograms' },
      {
        question: 'How can I make the coffee stronger?',
        answer: 'The strength is set with the wheel',
      },
      { question: 'Can I connect it to my phone over Bluetooth?', answer: null },
      { question: 'In which country was the machine produced?', answer: null },
      {
        question: 'What should I do if nothing comes out of it?',
        answer: 'draw hot water for half a minute',
      },
      { question: 'How long is the warranty?', answer: 'The guarantee is two years' },
      {
        question: 'What kind of water must not be used?',
        answer: 'Do not use mineral water or distilled water',
      },
      { question: 'When does it turn off automatically?', answer: 'When not in use for an hour' },
      { question: 'How much water fits in the reservoir?', answer: 'tank 1.8 litres' },
      { question: 'How do I make tea with this machine?', answer: null },
      { question: 'How loud is the grinder?', answer: null },
      { question: 'What is the price of a replacement filter?', answer: null },
    ],
  },
];
