import type { DocumentCase } from './documents.js';

/** Only scored, never tuned on. */
export const heldOutDocuments: DocumentCase[] = [
  {
    title: 'Information for patients of a clinic',
    text: `You are going to have an operation on your knee at Saint Martha's. This leaflet tells you how to prepare, what happens on the day itself and how you recover. Keep it together with your appointment card, and write down what you want to ask.

Before the operation. About two weeks ahead you see the anaesthetist, who decides with you between a full anaesthetic and an injection in the back. Bring a list of your medicines. Blood thinners have to be stopped five days before, but only after talking to us. Do not shave your leg yourself. If you catch a cold or get a fever, ring us, since the operation may then be put off. Smokers heal more slowly: every day without a cigarette helps.

The day itself. Come to ward C2 on the second floor at half past seven. From midnight you may not eat; clear drinks such as water, tea or apple juice are allowed until six o'clock. Leave jewellery and money at home. Nail varnish has to be removed because we measure oxygen at your fingertip. The surgeon, Dr Iyer or one of her colleagues, draws an arrow on the right leg. The operation takes about fifty minutes. Afterwards you wake up in the recovery room, where the nurses look at your blood pressure and give you something for the pain.

Visitors. Your family can visit between two and eight in the afternoon and evening, at most two people at a time. Flowers are not allowed on the ward, cards are. One parent may spend the night beside a child under sixteen.

Going home. Most patients leave after one night. You cannot drive yourself, so have somebody fetch you before eleven. You get a letter for your family doctor, a prescription and a pair of crutches, which you hire for 20 euros for six weeks. The stitches are taken out after twelve days by your own doctor. Showering is fine from the third day on; a bath has to wait until the wound is closed.

Recovery. Begin the exercises on the first evening, three times a day for ten minutes. A physiotherapist comes by to show them, and you continue with one near your home. In the first week you put no more than half of your weight on the leg. Office work is usually possible after three weeks, heavy work after three months. Cycling can begin after six weeks and skiing next winter at the earliest.

When to call. Call at once if the calf becomes thick and red, if the wound leaks for more than two days, or if you have a temperature above 38.5. During the day you reach the ward on extension 2240, at night the emergency department. A little swelling and a blue knee are nothing to worry about.

Costs and complaints. The operation is covered by the basic insurance, apart from your own excess. If you do not turn up without letting us know a day ahead, we charge 65 euros. Are you not content? Talk to the head of the ward first. If that does not help, the complaints officer, Mr Villanueva, listens to you; he is not employed by the clinic. Your file is kept for twenty years, and you can read it online.`,
    questions: [
      { question: 'Until when may I drink water?', answer: "until six o'clock" },
      { question: 'How long does the operation last?', answer: 'takes about fifty minutes' },
      { question: 'Who handles complaints?', answer: 'Mr Villanueva' },
      {
        question: 'When can I go back to my desk job?',
        answer: 'Office work is usually possible after three weeks',
      },
      { question: 'What does it cost if I miss the appointment?', answer: 'we charge 65 euros' },
      { question: 'Can I bring a bunch of flowers?', answer: 'Flowers are not allowed' },
      { question: 'Where do I have to report in the morning?', answer: 'Come to ward C2' },
      {
        question: 'Why must I take off my nail polish?',
        answer: 'because we measure oxygen at your fingertip',
      },
      { question: 'How many visitors can come at once?', answer: 'at most two people at a time' },
      { question: 'What is the name of the anaesthetist?', answer: null },
      { question: 'Is there free parking at the hospital?', answer: null },
      { question: 'How many knee operations does the clinic do each year?', answer: null },
      { question: 'Which television channels are there in the rooms?', answer: null },
      { question: 'When did the hospital open?', answer: null },
    ],
  },
  {
    title: 'Handbook of a school library',
    text: `The library of Larkfield School is there for pupils, teachers and parents. It holds some fourteen thousand books, two hundred games and forty tablets. This handbook is meant for the volunteers who help at the desk. Nobody can remember all of it, so look things up rather than guess.

Opening and closing. We open at a quarter past eight and close at half past four, on Fridays at two. The key is in the safe in the secretary's office; the code changes every term and Mr Achterberg knows it. Whoever closes switches off the copier, shuts the windows and sets the alarm. During exams the library is a quiet room and no groups are let in.

Cards. Each pupil gets a card in the first week. A lost card is replaced for two pounds fifty. Without a card a pupil may borrow one book on showing the timetable. Parents can have a card as well if they fill in the yellow form. Cards of people who have left are cut in two and thrown away.

Lending. Books go out for three weeks, magazines for one, and games only over a weekend. A pupil may have five things at home at the same time, a teacher fifteen. A loan can be renewed twice unless somebody else has reserved it. Dictionaries, atlases and the school's own yearbooks stay in the building. Tablets are lent to the sixth form only, against the signature of a parent.

Late and lost. There has been no fine for late books since 2023, as fines kept away those who need us most. After one week the system sends a message to the pupil, after two to the parents. Who has something at home for longer than six weeks cannot borrow until it is back. For a lost or ruined book we ask the price of a new one, with a maximum of 12 pounds. Books that got wet go into the freezer in a plastic bag, which stops the mould.

Buying. The budget is 6,800 pounds a year, of which a third is for non-fiction. Suggestions go into the green box; Ms Farrow reads them on the first Monday of the month and orders from Quill and Sons, who give us ten percent off. Gifts are accepted only if they are less than five years old. What nobody has borrowed for six years is sold at the spring market.

Rules of behaviour. Drinks with a lid are fine, food is not. Telephones are silent. Pupils who disturb others get one warning and are then sent to the study hall for the rest of the day. Report bullying to the counsellor the same day, whatever the pupil tells you. The computers may be used for school work only, thirty minutes each when others are waiting. Printing costs five pence a page, colour fifteen.

Reading club. The club for years seven and eight meets on Wednesdays after the last lesson, with biscuits. Twice a year we invite an author; last spring it was Tobias Adeleke, who filled the hall. Whoever reads twenty books in a year gets a certificate from the headmistress.`,
    questions: [
      { question: 'How many items can a pupil take home?', answer: 'five things at home' },
      { question: 'What is the charge for colour prints?', answer: 'colour fifteen' },
      { question: 'Who knows the code of the safe?', answer: 'Mr Achterberg knows it' },
      { question: 'Why did we abolish fines?', answer: 'fines kept away those who need us most' },
      { question: 'What should be done with a wet book?', answer: 'go into the freezer' },
      { question: 'Can parents become members?', answer: 'Parents can have a card' },
      { question: 'Where do we buy our books?', answer: 'orders from Quill and Sons' },
      { question: 'For how long can a game be borrowed?', answer: 'games only over a weekend' },
      {
        question: 'Is it allowed to drink coffee in the library?',
        answer: 'Drinks with a lid are fine',
      },
      { question: 'How much do the volunteers earn?', answer: null },
      { question: 'Who is the headmistress?', answer: null },
      { question: 'How many pupils does the school have?', answer: null },
      { question: 'Do you lend out DVDs?', answer: null },
      { question: 'What is the password of the wireless network?', answer: null },
    ],
  },
];
