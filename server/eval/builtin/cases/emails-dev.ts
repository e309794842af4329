import type { EmailCase } from './labels.js';

/** What the method was tuned on. `label: null` means that none of the labels fits. */
export const devEmails: EmailCase[] = [
  // billing
  {
    label: 'billing',
    text: `Hi there,

I just looked at my card statement and there are two payments of €49 to you on the same day, the 3rd. I only have one subscription. Could you give one of them back please?

Thanks,
Marieke de Groot`,
  },
  {
    label: 'billing',
    text: `Our accountant needs the VAT number on every invoice and yours only has the address. Can you send October's again with NL854912345B01 on it? The invoice number is 2026-10-0417.`,
  },
  {
    label: 'billing',
    text: `Dear team, we moved from the monthly to the yearly plan in June, but you keep taking the monthly amount as well. That is four months now. I'd like to know when I can expect the difference.

Kind regards
Tom Whitfield
Operations, Whitfield & Sons
Tel. +44 20 7946 0018
This e-mail is confidential and meant only for the addressee.`,
  },
  {
    label: 'billing',
    text: `my card expired last week, where do i put in the new one? don't want the next payment to bounce`,
  },
  {
    label: 'billing',
    text: `Hello,
You wrote that our payment failed, yet the bank shows it left our account on Monday with your reference. Please stop the reminders, they go to my director as well.
Best, Ines`,
  },
  {
    label: 'billing',
    text: `Why did the price go up from 12 to 15 a month? Nobody told me. If that's how it is then I want the old rate for the rest of the contract.`,
  },
  // bug
  {
    label: 'bug',
    text: `Since this morning's update the export button does nothing. No message, no file, in Chrome as well as in Firefox. I need that spreadsheet before five o'clock.`,
  },
  {
    label: 'bug',
    text: `Hi support,

When I drag a card to another column, the page turns white and I have to reload. After that the card is back where it was. It happens every time with cards that have an attachment.

Version 4.12, Windows 11.

Cheers,
Rob`,
  },
  {
    label: 'bug',
    text: `The totals on the dashboard are wrong. It says 1,204 visitors for yesterday while the detail page lists 1,402. I checked three other days and they're off too.`,
  },
  {
    label: 'bug',
    text: `Error 500 as soon as I try to upload a photo larger than about 2 MB, small ones are fine. Screenshot attached.`,
  },
  {
    label: 'bug',
    text: `Good afternoon, notifications arrive hours late on my phone. A colleague mentioned me at 9:10 and it popped up at 14:30. I have reinstalled the app already, it made no difference. Pixel 8, Android 16.`,
  },
  {
    label: 'bug',
    text: `Search doesn't find anything with an accent in it. "Cafe" gives results, "Café" gives an empty list, although that's how the name is spelled.`,
  },
  // delivery
  {
    label: 'delivery',
    text: `Good morning,

My parcel was supposed to be here on Tuesday. The track and trace page has said "at the sorting centre" for six days now. Has it gone missing?

Regards,
P. Lindqvist`,
  },
  {
    label: 'delivery',
    text: `The courier left the box at number 41, we live at 14. The neighbours say they've never seen it.`,
  },
  {
    label: 'delivery',
    text: `Can I still change the address of my order? I typed the old house number by accident and I believe it hasn't been sent yet. Order A-88213.`,
  },
  {
    label: 'delivery',
    text: `Only half of what I bought came in today. The lamp was in the box, the two shades weren't, and the packing slip says they're there.`,
  },
  {
    label: 'delivery',
    text: `hello, nobody was home at noon so the driver took it back. is it possible to have it brought in the evening or to pick it up at a shop nearby?`,
  },
  {
    label: 'delivery',
    text: `Do you also send to Norway, and how long would that take? My sister lives in Bergen and it's her birthday on the 20th. I have already paid, so I'd need to swap the address.`,
  },
  // account
  {
    label: 'account',
    text: `I can't get in any more. It says my password is wrong, and when I ask for a reset the mail never comes. Spam folder is empty as well.`,
  },
  {
    label: 'account',
    text: `Hi,
I've got a new phone and the codes from the authenticator were on the old one, which I've already sent back. How do I log in now?
Thanks! Noor`,
  },
  {
    label: 'account',
    text: `Please remove everything you hold about me, including my profile and the comments. I no longer use the service and I want confirmation under the GDPR.`,
  },
  {
    label: 'account',
    text: `Dear sir or madam, my surname changed after my wedding. How can I change the name and the e-mail address that I sign in with?

Yours faithfully,
Elena Petrova (formerly Marković)`,
  },
  {
    label: 'account',
    text: `One of our people left on Friday and is still listed as a member. How do I take away her access? I'm the owner of the workspace.`,
  },
  {
    label: 'account',
    text: `Somebody in Brazil signed in as me last night according to your mail. That wasn't me!! I have changed my password, what else should I do?`,
  },
  // sales
  {
    label: 'sales',
    text: `We're a primary school with 28 teachers. Do you have a discount for education, and is there a trial we could use until the holidays?`,
  },
  {
    label: 'sales',
    text: `Hello, I'm comparing a few suppliers for our firm of about 300 people. Could somebody show us the product next week? We would like to see how single sign-on works before we decide.

Best regards,
Jonas Keller
Head of IT, Brandt Logistik GmbH`,
  },
  {
    label: 'sales',
    text: `Does the Pro plan include the API or do I need Enterprise for that? The comparison page isn't clear about it and I want to know before I order.`,
  },
  {
    label: 'sales',
    text: `What would it cost for 40 seats for two years, paid in advance? Please send me a quotation in dollars.`,
  },
  {
    label: 'sales',
    text: `I saw you at the fair in Hanover and was impressed. We don't have anything like it yet. Who can I talk to about an offer for our three branches?`,
  },
  {
    label: 'sales',
    text: `Is it possible to use your tool on our own servers, and if so what is the licence fee? We're not a customer yet.`,
  },
  // hard: words of one label, meaning of another
  {
    label: 'bug',
    hard: true,
    text: `On the invoices page the download icon spins forever and I never get the PDF. The amounts are right, I just can't open the file. Tried another browser.`,
  },
  {
    label: 'billing',
    hard: true,
    text: `I logged in and saw that my account has been charged for five users. There are only three of us in it.`,
  },
  {
    label: 'account',
    hard: true,
    text: `I'd like to pay but I can't reach the payment page, since it asks for a login and says my e-mail is unknown. I have been a customer for years.`,
  },
  {
    label: 'delivery',
    hard: true,
    text: `The confirmation says the parcel was handed over and signed for by "J. Smit". There is no J. Smit here and I have no parcel. I've been charged all the same.`,
  },
  {
    label: 'sales',
    hard: true,
    text: `We have a small bug bounty programme and look for software that keeps track of the reports. Could yours do that, and what is the price for ten users?`,
  },
  {
    label: 'bug',
    hard: true,
    text: `Your tracking page shows my order as delivered in the year 1970 and the map is in the middle of the ocean. The parcel itself is here, thank you, but you may want to fix that.`,
  },
  {
    label: 'billing',
    hard: true,
    text: `Hi,

see below. I did return the shoes, your warehouse confirmed it on the 9th, but the money is still not back on my account.

> On 9 Nov the warehouse wrote:
> We have received your parcel. Tracking number 3SABC889.
> The delivery was complete and the items are in good order.`,
  },
  // none of these
  {
    label: null,
    text: `Dear Ms Harper, thank you for the interview on Thursday. I enjoyed meeting the team and remain very interested in the position of data analyst. My references are attached.`,
  },
  {
    label: null,
    text: `Grow your website traffic by 300%! Our SEO experts put you on page one of Google within 30 days. Reply YES for a free audit.`,
  },
  {
    label: null,
    text: `Hey, are we still on for lunch tomorrow? I was thinking of the Thai place near the station, half past twelve.`,
  },
  {
    label: null,
    text: `I'm a student in journalism and write a piece on remote work in the Netherlands. Could I speak with your founder for twenty minutes about how the company is organised?`,
  },
  {
    label: null,
    text: `Out of office: I am away until 4 December and will not read my mail. For urgent matters call our reception desk.`,
  },
  {
    label: null,
    text: `The fire drill is on Wednesday at ten. Please leave the building by the nearest stairs and gather on the car park. Do not use the lifts.`,
  },

  // the same five labels and none of them once more, by another mood
  // billing
  {
    label: 'billing',
    text: `Could you explain item 3 on the bill of 1 November? It says "usage overage 18.40" and I have no idea what that stands for.

Many thanks, Oliver`,
  },
  {
    label: 'billing',
    text: `I cancelled within the fourteen days and was told I'd have my 89 pounds back within a week. It's been three. When is it coming?`,
  },
  {
    label: 'billing',
    text: `Good day, we'd rather pay by bank transfer than by credit card from January on. What do we have to do, and can we get thirty days to pay?`,
  },
  {
    label: 'billing',
    text: `You debited 240 instead of 24 euros!!! Put this right today, my rent is due.`,
  },
  {
    label: 'billing',
    text: `Hello, please find our purchase order number PO-7719. It has to be on all bills to us, otherwise our finance department sends them back. Also the company name is now Norda Holding BV.

Met vriendelijke groet,
Bas Kuipers`,
  },
  {
    label: 'billing',
    text: `The voucher code SPRING20 was accepted at checkout, but I still paid the full price. I'd like the 20% credited.`,
  },
  // bug
  {
    label: 'bug',
    text: `Every time I rotate my tablet the text I was typing is gone. It's been like that since version 7.`,
  },
  {
    label: 'bug',
    text: `The page takes over a minute to load when a project has more than a hundred tasks. Other projects open right away, so it isn't our network.`,
  },
  {
    label: 'bug',
    text: `Dear developers,

the calendar puts appointments one hour late since the clocks changed. In the edit window the time is correct, in the week view it is not.

With kind regards,
Dr. Annika Vogel
Praxis am Markt`,
  },
  {
    label: 'bug',
    text: `import of a csv with semicolons gives "unexpected token at line 1", with commas it works. your docs say both are fine`,
  },
  {
    label: 'bug',
    text: `In dark mode I can't read the comments: black letters on a dark grey background. Safari on macOS.`,
  },
  {
    label: 'bug',
    text: `We have two reports a day of the printer dialog freezing the entire program. Only killing it in the task manager helps. What can we send you to look into it?`,
  },
  // delivery
  {
    label: 'delivery',
    text: `One of the four plates was in pieces when I opened the carton. The outside looked fine. Can you send a new one?`,
  },
  {
    label: 'delivery',
    text: `I ordered on the 2nd with next-day service. It's now the 8th. Where is my stuff?`,
  },
  {
    label: 'delivery',
    text: `Hi, I'm on holiday from Friday, can you hold back my order (A-90127) and send it after the 15th?

Sent from my iPhone`,
  },
  {
    label: 'delivery',
    text: `You sent me a blue jacket in size S, I had asked for a green one in L. How do I send this back and get the right one?`,
  },
  {
    label: 'delivery',
    text: `The pallet for our Leeds branch came without the customs papers, so it is stuck at the port. Who takes care of that?`,
  },
  {
    label: 'delivery',
    text: `According to the driver's note it's in the pick-up point on Mill Road, and they say they have nothing under my name or code.`,
  },
  // account
  {
    label: 'account',
    text: `It keeps telling me that my account is locked after too many attempts. I've waited an hour as it said, still locked.`,
  },
  {
    label: 'account',
    text: `How can I turn on two-step verification for everyone in our company at once?`,
  },
  {
    label: 'account',
    text: `Hi team, I have two profiles by mistake, one with my gmail and one with my work address. Can they be merged? I'd like to keep the work one.`,
  },
  {
    label: 'account',
    text: `The invitation you sent to my colleague has expired. He gets "link no longer valid". Can you send him a new one? dirk@fenwick-tools.example`,
  },
  {
    label: 'account',
    text: `My late husband was the only administrator. I would like to take over, I have the death certificate if you need it.

Ruth Adeyemi`,
  },
  {
    label: 'account',
    text: `I don't want to sign in with Google any longer. Where do I set a normal password?`,
  },
  // sales
  {
    label: 'sales',
    text: `We're a charity of twelve volunteers. Is there a free or reduced edition for non-profits?`,
  },
  {
    label: 'sales',
    text: `Before I put this to the board: how do your terms differ if we commit for three years, and what happens when we grow from 50 to 80 people halfway?`,
  },
  {
    label: 'sales',
    text: `Good morning, I couldn't find on your site whether the tool speaks Spanish and runs on tablets. If so we might take it for our shops.

Regards, Lucía Fernández`,
  },
  {
    label: 'sales',
    text: `Could you call me? I'd like to hear what you could do for a hotel chain and what it would roughly come to. 0031 6 12345678`,
  },
  {
    label: 'sales',
    text: `Your competitor offers us the same for 9 a head. Can you match that? Then we'd switch to you next month.`,
  },
  {
    label: 'sales',
    text: `Is the test period extendable? We've only had three days to look at it and my manager wants to see it too before we purchase.`,
  },
  // hard
  {
    label: 'delivery',
    hard: true,
    text: `I paid extra for express and have the receipt here. That was a week ago and the doorbell hasn't rung yet.`,
  },
  {
    label: 'bug',
    hard: true,
    text: `After I sign in, the menu on the left is empty. Signing in itself works. My colleague with the same rights does see it, but only in Edge.`,
  },
  {
    label: 'account',
    hard: true,
    text: `The shop was bought by somebody else and the new owner should get my role. I won't be working there after this month.`,
  },
  {
    label: 'sales',
    hard: true,
    text: `Our present system crashes twice a week and deliveries get lost in it. Would yours be up to 2,000 orders a day, and could we see that in action?`,
  },
  {
    label: 'billing',
    hard: true,
    text: `Hello,

I asked to close my account in August and you confirmed it. Yet there was another 19 euros taken on 1 November. Please return it.

> Your account has been deleted as you asked.
> We are sorry to see you go. Your password no longer works.`,
  },
  {
    label: 'account',
    hard: true,
    text: `The new girl in accounts payable needs to see the invoices, but she gets "no permission". Which role should I give her?`,
  },
  {
    label: 'bug',
    hard: true,
    text: `When I add a coupon the checkout button goes grey and stays grey, also after I take the coupon out again. So I can't order anything.`,
  },
  // none of these
  {
    label: null,
    text: `Congratulations to the whole team on ten years! It was a lovely evening, and the band was great. See you at the next one.`,
  },
  {
    label: null,
    text: `We offer office cleaning at competitive rates in the Rotterdam area. May I drop by next week for a cup of coffee and introduce our company?`,
  },
  {
    label: null,
    text: `Please find attached the minutes of the residents' meeting of 12 October. The gardener comes on the first Monday of the month from now on.`,
  },
  {
    label: null,
    text: `Are you hiring? I'm a front-end developer with six years of experience and I'd love to work in Utrecht. My portfolio is at janak.example.`,
  },
  {
    label: null,
    text: `Reminder: the choir practises at seven in the old church this week because the hall is being painted. Bring a sweater, there's no heating.`,
  },
  {
    label: null,
    text: `As your landlord I must inform you that the boiler will be replaced on the 14th. The water will be off from eight until noon.`,
  },
];
