import type { DocumentCase } from './documents.js';

/** The half that was only scored, never tuned on. */
export const heldOutDocuments: DocumentCase[] = [
  {
    title: 'House rules of a rented flat',
    text: `These house rules belong to the rental agreement for the flats at Quay Street 12 to 48. They exist to make living together pleasant, and they apply to tenants as well as to their visitors. The caretaker, Mr Osei, has his office beside the main entrance and is there on weekday mornings from eight to eleven. Outside these hours you can leave a note in his letter box.

Rent and costs. The rent has to be on the account of the foundation on the first of the month. If you are late by more than ten days, a fee of 20 pounds is added. Heating and water are paid in advance, 85 pounds a month for a flat with two rooms, and settled every year in May according to the meters. Anyone who runs into trouble with paying should come to us early: a plan for payment is nearly always possible.

Noise. Between ten at night and seven in the morning it has to be quiet in the building. Drilling and hammering is allowed on working days until eight in the evening and on Saturdays until five, not on Sundays. Parties are announced to the neighbours by a note in the lift at least three days before. Musical instruments may be played for two hours a day. Washing machines stand in the cellar and switch off by themselves at nine.

Pets. Cats and small animals in cages need no permission. For a dog you need our consent in writing, which we give for one dog per flat after having seen it. Snakes and spiders are not allowed. Pigeons are not to be fed, neither from the windows nor in the courtyard.

Shared rooms. Bicycles belong in the rack behind the building, not in the hall, where they block the way out in case of fire. Prams may stand under the stairs. The roof terrace can be used until eleven in the evening by everyone; barbecues with charcoal are forbidden there, electric ones are fine. The guest room on the ground floor can be booked with the caretaker for 15 pounds a night, for at most one week at a time.

Repairs. Small things, such as a dripping tap, a lamp or a blocked sink, are for the tenant up to 50 pounds a case. All else is done by us. Report a fault through the website or by telephone; in an emergency such as a burst pipe or a failing lift dial 020 555 0199, day and night. Without our agreement you may paint and hang up things, but you may not break away walls, lay tiles or put a dish on the balcony.

Rubbish. The blue bin is for paper, the green one for kitchen waste, the black one for what is left. They are emptied on Mondays and Thursdays, and the glass container once a month. Furniture is collected for free by the city if you make an appointment; do not put it on the pavement before that day.

Leaving. The notice is one month for you and three months for us, always to the end of a month. Two weeks before you go somebody comes by to look at the flat with you. The deposit, two months' rent, is paid back within thirty days of handing in the keys, less the cost of what has to be put right. All keys have to be returned, including copies that you had made yourself.`,
    questions: [
      {
        question: 'Am I allowed to have a dog?',
        answer: 'For a dog you need our consent in writing',
      },
      { question: 'When will I get my deposit back?', answer: 'paid back within thirty days' },
      { question: 'Whom do I call if a water pipe bursts at night?', answer: '020 555 0199' },
      {
        question: 'What happens if I pay the rent too late?',
        answer: 'a fee of 20 pounds is added',
      },
      {
        question: 'Where can friends who visit me sleep?',
        answer: 'The guest room on the ground floor',
      },
      { question: 'How fast is the internet connection in the flats?', answer: null },
      { question: 'May I sublet my flat to tourists?', answer: null },
      { question: 'Until what time may I drill on a Saturday?', answer: 'on Saturdays until five' },
      { question: 'How do I get rid of an old sofa?', answer: 'Furniture is collected for free' },
      { question: 'How many floors does the building have?', answer: null },
    ],
  },
  {
    title: 'Report of a small museum',
    text: `The Harbour Museum looks back on an eventful year. After eleven months of building work the east wing opened again on 14 March, two weeks earlier than announced. The mayor cut the ribbon, and 1,900 people came on the first weekend. It was the first major renovation since the museum was founded by the widow of a shipowner, Johanna Terhorst, in 1911.

Visitors. In total 86,400 people came to see us, 12 percent more than the year before. One in four was younger than eighteen, largely thanks to the agreement with the schools in the region. August was the busiest month and February, when we were half closed, the quietest. In the survey visitors gave us 8.3 out of ten; the staff got the highest marks and the café the lowest. Many found the signs hard to read, which is why larger ones will be made.

Exhibitions. The most successful of the four exhibitions was "Salt", about the trade in herring and cod, which drew 31,000 visitors and was extended until October. "Women at sea" received the prize of the association of museums for its design by Studio Okonkwo. The show of ship models had to end early because of a leak in the ceiling; none of the objects was damaged. For the coming year we prepare an exhibition on lighthouses, together with the museum in Bergen.

Collection. We acquired 212 objects, most of them gifts. The finest is the logbook of the brig Fortuna from 1794, which a family from Lisbon had kept in an attic for five generations. It was bought for 38,000 euros with the help of the lottery fund. Nine paintings were lent to other museums. The database of the collection now holds 41,000 records, and two thirds of them have a photograph. A moth infestation in the depot was found in time, and the textiles were frozen at minus thirty degrees for two weeks.

People. Twenty-two people work for the museum, together 14.5 full-time posts, supported by ninety volunteers. Director Henrik Solberg retired in June after nineteen years. His successor is Amara Diallo, who was head of education at the Museum of Trade before. Absence through illness fell from 6.1 to 4.4 percent. All attendants were trained in first aid and in dealing with visitors with dementia.

Money. Our income was 2.31 million euros, of which 1.2 million came from the city, 640,000 from tickets and the shop, and the rest from funds and sponsors. After four years of losses we ended with a surplus of 57,000, which goes to the reserve. The price of a ticket for adults went up from 11 to 12.50 euros on 1 January; children up to twelve still come in for free. Energy was 18 percent cheaper thanks to the new glass roof and the heat exchanger.

Plans. In the spring we start with the restoration of the steam tug Volharding, which lies in front of the door. It will take about three years, and visitors can watch from a platform. We also want to open on Mondays, first as a trial during the summer. And the café gets a new tenant with a kitchen of her own: Mina Rahimi, known from the market hall.`,
    questions: [
      { question: 'Who is the new director?', answer: 'His successor is Amara Diallo' },
      {
        question: 'Which exhibition attracted the most people?',
        answer: '"Salt", about the trade in herring and cod',
      },
      { question: 'What do grown-ups pay to get in?', answer: 'from 11 to 12.50 euros' },
      {
        question: 'How were the insects in the storage dealt with?',
        answer: 'the textiles were frozen',
      },
      { question: 'Who started the museum?', answer: 'Johanna Terhorst' },
      { question: 'Does the museum have a playground for children?', answer: null },
      { question: 'What was the cost of renovating the east wing?', answer: null },
      { question: 'How did people rate their visit?', answer: 'gave us 8.3 out of ten' },
      { question: 'How much did the old ship journal cost?', answer: 'bought for 38,000 euros' },
      { question: 'Who is the architect of the new glass roof?', answer: null },
    ],
  },
  {
    title: 'Security guideline of an office',
    text: `This guideline says how we handle information, devices and access at Northgate Analytics. It holds for employees, for people we hire and for interns. The guideline is kept by the security officer, Leila Haddad, and is reviewed every January. Exceptions are possible, but only if she has agreed to them in writing beforehand.

Passwords and sign-in. Use the password manager for everything, and let it make up your passwords; they have at least sixteen characters. Never use one twice. You need not change a password regularly, only when it may have leaked. A second factor is required wherever it exists: a hardware key for the source code and the production systems, an app for everything else. Codes by text message are not accepted. Whoever loses a key reports it to the help desk within four hours, by phone if need be.

Laptops. You get a laptop from us that is encrypted and updated automatically. Do not postpone a restart for more than two days. Lock the screen whenever you leave your desk. Private use is fine within reason; games and software of unknown origin are not. In a train or a café use a privacy filter, which you can get at the reception. Leave no laptop behind in a car, not even in the boot. It is replaced after four years, and you may then buy the old one for fifty euros.

Data of clients. Client data stay in the European data centre and are never copied to a laptop or a stick. For tests we use made-up data. Access is given per project and ends with the project; the project leader checks the list every quarter. When a contract ends, we delete the data after sixty days and send the client a certificate. Sending files goes through the transfer portal, where links expire after a week, not by e-mail.

Artificial intelligence. You may use the assistants on the approved list for text and code. What you paste may not contain names of clients, personal data or secrets. Check what comes out as you would check the work of a new colleague: you remain responsible for it. Meeting recorders that join by themselves are to be refused.

Visitors. Visitors sign in at the reception, get a yellow badge and are fetched by their host. They use the guest network, which has no access to our systems. Alone in the corridor without a badge? Ask friendly whether you can help and take the person to the reception. Cleaning staff have been screened and wear a blue badge. The server room can only be entered by two people together.

Incidents. Suspect something, such as a strange mail, a lost telephone or a file in the wrong hands? Report it at once to incident@northgate.example or on extension 911. Nobody is ever blamed for reporting; keeping silent is another matter. Do not switch off an infected computer but unplug the network cable, as the memory may hold traces. The officer decides within a day whether the authority has to be informed, since the law gives us seventy-two hours for that.

Travelling. For travel outside Europe you get a loan laptop without data. Ask for it ten working days ahead. For a number of countries, listed on the intranet, access to our systems is blocked entirely.`,
    questions: [
      {
        question: 'What is the minimum length of a password?',
        answer: 'at least sixteen characters',
      },
      {
        question: 'Can I use SMS as a second factor?',
        answer: 'Codes by text message are not accepted',
      },
      {
        question: 'What should I do with a computer that has a virus?',
        answer: 'unplug the network cable',
      },
      { question: 'What colour is the badge of guests?', answer: 'get a yellow badge' },
      {
        question: 'How quickly must the regulator be told about a data leak?',
        answer: 'seventy-two hours',
      },
      { question: 'How many holidays do employees have per year?', answer: null },
      { question: 'What brand of laptop do we get?', answer: null },
      {
        question: 'How far in advance must I request a laptop for a trip?',
        answer: 'ten working days ahead',
      },
      { question: 'Who can grant an exception to these rules?', answer: 'only if she has agreed' },
      { question: 'Which firewall do we use?', answer: null },
    ],
  },
];
