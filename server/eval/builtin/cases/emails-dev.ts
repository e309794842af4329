import type { EmailCase } from './labels.js';

/** The half that the method was tuned on. `label: null` means that none of the labels fits. */
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
];
