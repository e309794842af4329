import type { DocumentCase } from './documents.js';

/** What the method was tuned on. */
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
  {
    title: 'Travel policy of a company',
    text: `This policy is for everybody who travels on behalf of Meridian Foods. It came into force on 1 July and replaces the rules of 2021. Its purpose is simple: travel should be safe, affordable and no burden to the planet. When in doubt, choose what you would choose if you had to pay for it yourself.

Before you go. Ask whether a video call would do. Trips inside the country need no approval; for trips abroad your manager signs beforehand, and outside Europe the director of your division does so too. All tickets and hotels are booked through the portal of our agency, Blue Compass. Bookings made elsewhere are not reimbursed, except when the portal was down.

Trains and planes. Up to 600 kilometres we go by train, in second class; above that you may fly, in economy. Business class is only for flights of more than nine hours when you have to work the next morning. Seats with extra leg room are for the traveller's own account. Points that you save with airlines are yours.

Cars. A hired car is of the compact class, electric where there is one. For your own car we pay 23 cents per kilometre. Fines for speeding or parking are never refunded. Whoever has driven for two hours takes a break of a quarter of an hour. Taxis are fine after ten in the evening or with heavy luggage.

Hotels and meals. The limit for a night is 140 euros including breakfast, and 190 in London, Paris, Zurich and New York. If you stay with friends, you may bring them a present of up to 40 euros. For lunch and dinner together you can claim 45 euros a day, without receipts. Alcohol is not covered unless you are entertaining guests. Tips of ten percent are reasonable.

Expenses. Hand in your claim within three weeks after you return, using the app. Photograph each receipt; paper is not needed any more. Claims that come in later than two months are rejected. Payment follows with the next salary. For longer trips you can get an advance from Gisela Brandt in the finance department.

Health and safety. You are insured from door to door through the company, also for medical costs. The number of the emergency line is printed on the back of the insurance card. Vaccinations that are needed are paid by us and can be had at the travel clinic in Harbour Street. Do not travel against the advice of the Foreign Office. In case of an earthquake, an attack or the like, report by text message that you are safe.

Private time. A weekend before or after a business trip may be added if it does not make the trip more expensive. Your partner may come along at his or her own cost. Holidays abroad combined with work from there are allowed for at most ten days a year, because of the tax rules. Travelling time on a Sunday counts as half working time.

Carbon. Each division has a budget of emissions, which shrinks by eight percent a year. The dashboard on the intranet shows how much is left. What we cannot avoid we compensate by planting trees in Portugal.`,
    questions: [
      {
        question: 'How much do I get per kilometre with my own car?',
        answer: '23 cents per kilometre',
      },
      {
        question: 'Am I allowed to fly business class?',
        answer: 'Business class is only for flights of more than nine hours',
      },
      {
        question: 'By when do I have to submit my expenses?',
        answer: 'within three weeks after you return',
      },
      { question: 'Which travel agency do we work with?', answer: 'Blue Compass' },
      { question: 'Who can give me money before a long journey?', answer: 'Gisela Brandt' },
      { question: 'Can I take my wife with me?', answer: 'Your partner may come along' },
      { question: 'What can a room cost in Paris?', answer: '190 in London, Paris' },
      { question: 'Where do I get a vaccination?', answer: 'the travel clinic in Harbour Street' },
      { question: 'Who pays for a parking ticket?', answer: 'are never refunded' },
      { question: 'May I take my dog on the train?', answer: null },
      { question: 'How many employees does Meridian Foods have?', answer: null },
      { question: 'What is the telephone number of the emergency line?', answer: null },
      { question: 'Do we get free access to airport lounges?', answer: null },
      { question: 'When was the company founded?', answer: null },
    ],
  },
  {
    title: 'Guide to an allotment garden',
    text: `Welcome to Willow Bank, an association of 112 gardens on the eastern edge of the town. You have waited long for your plot, so we hope that you will enjoy it. This guide tells new members what they can expect and what we expect from them. The board meets every second Wednesday of the month in the clubhouse, and members may sit in.

Your plot. A plot measures two hundred square metres, on average. At least half of it has to be used for vegetables, fruit or flowers; grass and paving may take up the rest. Trees must not grow higher than four metres, and walnut trees are not permitted at all since nothing thrives beneath them. Hedges along the paths are cut twice a year, in June and in September, to a height of one metre twenty. The corner stones show where your plot ends: leave them where they are.

Sheds and greenhouses. You may put up one shed of up to twelve square metres and one greenhouse of up to ten. Ask the building committee first; its chair, Owen Pritchard, looks at the drawings and usually answers within a fortnight. Concrete foundations are out of the question. Sleeping in the shed is allowed from April to October, for no more than three nights running.

Water and soil. There are taps at every crossing. Watering with a hose is permitted before nine in the morning and after seven in the evening; in a dry summer only cans may be used. The water is turned off from November until the middle of March, because the pipes would freeze. Every spring we order compost together, which costs 18 pounds a cubic metre. Chemical weed killers are banned, and so is peat.

Working together. Each member gives six hours a year to the association, for instance by mending paths or painting the gate. Dates are on the notice board. If you cannot come, you pay 15 pounds for each hour that you missed. Members over seventy-five are exempt. In the last weekend of August we hold our summer fair, and what it brings in goes to the playground.

Animals. Dogs are kept on the lead. Bees are welcome on the strip behind the orchard, after a talk with Mrs Lindgren, who keeps the hives. Chickens, rabbits and other animals may not stay overnight. Feeding foxes attracts rats and is forbidden.

Costs. The annual fee is 164 pounds, plus 12 pounds for the insurance, to be paid by the end of February. New members pay an entrance fee of 75 pounds once. If the fee has not come in by April, the plot is given to the next on the waiting list, on which there are now 58 people. You can pay in two parts if you ask the treasurer.

Giving up your plot. Let us know in writing before 1 October. A committee of three values the shed, the trees and the plants, and your successor pays you that amount. What is not wanted has to be cleared away. Plots are not passed on within the family, apart from partners who have gardened together for two years.`,
    questions: [
      { question: 'How tall can my trees be?', answer: 'must not grow higher than four metres' },
      {
        question: 'What does the membership cost each year?',
        answer: 'The annual fee is 164 pounds',
      },
      {
        question: 'When is there no running water?',
        answer: 'turned off from November until the middle of March',
      },
      {
        question: 'Can my daughter inherit the garden?',
        answer: 'not passed on within the family',
      },
      {
        question: 'What happens if I skip the communal work?',
        answer: 'you pay 15 pounds for each hour',
      },
      { question: 'Who approves the plans for a shed?', answer: 'Owen Pritchard' },
      { question: 'How long is the queue for a plot?', answer: 'there are now 58 people' },
      {
        question: 'Is it allowed to spend the night?',
        answer: 'Sleeping in the shed is allowed from April to October',
      },
      {
        question: 'Why are walnut trees prohibited?',
        answer: 'since nothing thrives beneath them',
      },
      { question: 'Where can I park my car?', answer: null },
      { question: 'Who is the treasurer?', answer: null },
      { question: 'Is there electricity on the plots?', answer: null },
      { question: 'At what time does the gate close at night?', answer: null },
      { question: 'What does a bag of seed potatoes cost?', answer: null },
    ],
  },
];
