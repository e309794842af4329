import type { EmailCase } from './labels.js';

/** Only scored, never tuned on. `label: null` means that none of the labels fits. */
export const heldOutEmails: EmailCase[] = [
  // billing
  {
    label: 'billing',
    text: `Hi, the direct debit of this month bounced because of a problem at my bank. Can you try it again on Friday, or should I transfer the amount myself?`,
  },
  {
    label: 'billing',
    text: `Please send all future invoices to finance@oakridge.example instead of to me. And could we get them as XML as well?

Best,
Hannah Price`,
  },
  {
    label: 'billing',
    text: `I have been a member since 2019 and all of a sudden there is a "service fee" of 3.50 on my bill. What is it for and how do I get rid of it?`,
  },
  {
    label: 'billing',
    text: `You owe me 57 dollars. I returned the second set three weeks ago and have a confirmation of receipt. When will it be on my credit card again?`,
  },
  {
    label: 'billing',
    text: `Dear accounts department, enclosed you find our reminder: your credit note 2026-338 was never settled with the invoices of last quarter. Please correct this.`,
  },
  {
    label: 'billing',
    text: `why was i billed in pounds? i live in ireland and always paid in euro`,
  },
  // bug
  {
    label: 'bug',
    text: `Whenever I click on "share", nothing happens for ten seconds and then I get "unexpected response". I've cleared the cache, restarted, everything.`,
  },
  {
    label: 'bug',
    text: `The letters in the printed labels are cut off on the right since yesterday. Same printer, same paper, nothing changed on our side.

Greetings from Hamburg
Stefan`,
  },
  {
    label: 'bug',
    text: `Your phone app empties my battery in two hours, even when it is in the background. Galaxy S24.`,
  },
  {
    label: 'bug',
    text: `Hello! Two customers were shown each other's shopping basket today. This is serious, please have a look at once.`,
  },
  {
    label: 'bug',
    text: `sorting by date is broken: 10-11 comes before 2-11. looks like it sorts as text`,
  },
  {
    label: 'bug',
    text: `After importing our contacts every name with an umlaut has strange signs in it (MÃ¼ller). What went wrong?`,
  },
  // delivery
  {
    label: 'delivery',
    text: `Good evening, your driver threw the box over the fence and now the vase inside has a crack. I have photos.`,
  },
  {
    label: 'delivery',
    text: `I'm still waiting for the second part of order 55102. The first came on Monday. Is it underway?`,
  },
  {
    label: 'delivery',
    text: `We've moved to Elm Road 3. Could you make sure that the package that's leaving tomorrow goes there?`,
  },
  {
    label: 'delivery',
    text: `Which day will the sofa be brought and do the men carry it up to the third floor? There's no lift.

Thank you, Mrs Abara`,
  },
  {
    label: 'delivery',
    text: `Customs want 30 euros from me before they release the shipment. Your shop said everything was included.`,
  },
  {
    label: 'delivery',
    text: `You wrote that it was posted on the 4th, the tracking code has never worked, and today is the 19th.`,
  },
  // account
  {
    label: 'account',
    text: `My son used my e-mail when he registered. Can you put his own address there? He can't receive the confirmation otherwise.`,
  },
  {
    label: 'account',
    text: `Hello, we have a new intern until June. How do I let her read our projects without being able to change anything?`,
  },
  {
    label: 'account',
    text: `I'm asked for a code that is sent to a telephone number I no longer own. Please help me get back in.

Kind regards,
Miguel`,
  },
  {
    label: 'account',
    text: `Kindly close my profile at the end of the month. I don't need it any more as I'm retiring.`,
  },
  {
    label: 'account',
    text: `Where can I see which devices are signed in as me? I left my tablet on the train.`,
  },
  {
    label: 'account',
    text: `Our company switches to Microsoft logins in January. What must we do so that everyone keeps their own workspace?`,
  },
  // sales
  {
    label: 'sales',
    text: `Good day, what's the difference between Team and Business? We are nine people and only three of us would use it every day.`,
  },
  {
    label: 'sales',
    text: `I run a small bakery and heard about you from a friend. Could you explain what you'd do for a shop like mine and what I'd be paying?`,
  },
  {
    label: 'sales',
    text: `Do you give a discount if we order licences for all our schools at once, around 1,200?`,
  },
  {
    label: 'sales',
    text: `We're drawing up a shortlist for our board. Could you fill in the attached questionnaire on security and support before the 30th? Decision in January.`,
  },
  {
    label: 'sales',
    text: `Is there a version for Linux? If so I'd like to try it for a few weeks before we buy.`,
  },
  {
    label: 'sales',
    text: `Please call me back about the offer you made at the trade show, I have some questions on the terms before I sign.

Tomasz Nowak
Purchasing`,
  },
  // hard
  {
    label: 'bug',
    hard: true,
    text: `On the plans page the price of the yearly plan shows as "NaN". You may want to repair that.`,
  },
  {
    label: 'account',
    hard: true,
    text: `Since my parcel went to my ex-wife's house again: please take her off my account so that she can't order in my name any more.`,
  },
  {
    label: 'billing',
    hard: true,
    text: `The app worked fine during the trial and we've bought it, but the invoice shows the demo company's name instead of ours.`,
  },
  {
    label: 'delivery',
    hard: true,
    text: `I get an error saying "address unknown" from the courier's robot, and now the box is going back to you. Can somebody bring it round again?`,
  },
  {
    label: 'sales',
    hard: true,
    text: `We lose passwords all the time, so before we order we'd like to know whether your product works with a password manager and how many users are in the basic plan.`,
  },
  {
    label: 'billing',
    hard: true,
    text: `Your courier lost it, fine, that can happen. But then don't charge me for it, I want those 80 euros back.`,
  },
  // none of these
  {
    label: null,
    text: `Thanks for coming to our wedding! The pictures are online now, the password is the name of our dog.`,
  },
  {
    label: null,
    text: `Dear colleague, the call for papers of the spring conference on river ecology closes in two weeks. We look forward to your abstract.`,
  },
  {
    label: null,
    text: `I'd like to interview one of your engineers for our podcast on women in technology. Would that be possible in January?`,
  },
  {
    label: null,
    text: `The road in front of your office will be closed on Tuesday and Wednesday because of work on the sewer.`,
  },
  {
    label: null,
    text: `Attention: flu jabs for all staff on Thursday in the canteen, from nine until noon. No appointment needed.`,
  },
  {
    label: null,
    text: `We met at the reunion last month. Are you still looking for somebody to share the rehearsal room with?`,
  },
  {
    label: null,
    text: `My application for the internship in your design team is attached, together with my grades.`,
  },
  {
    label: null,
    text: `Our agency places experienced developers within a week. Shall I send you five profiles without any obligation?`,
  },
];

/** A second set of labels in another field, never looked at while tuning: does the method carry over? */
export const facilityLabels = [
  {
    name: 'heating and air',
    description: 'too hot, too cold, draughts, ventilation and air conditioning',
  },
  {
    name: 'cleaning',
    description: 'dirty rooms, spills, waste bins, toilets out of paper or soap',
  },
  {
    name: 'rooms',
    description: 'booking meeting rooms, projectors, chairs and tables, catering for a meeting',
  },
  {
    name: 'safety',
    description: 'fire alarms, broken locks, blocked exits, strangers in the building, accidents',
  },
];

export const facilityReports: EmailCase[] = [
  {
    label: 'heating and air',
    text: `We're all wearing coats on the second floor again. The radiators have been off since the weekend.`,
  },
  {
    label: 'heating and air',
    text: `It smells stuffy in the back office and people get headaches by three. The vents don't seem to blow.`,
  },
  {
    label: 'heating and air',
    text: `31 degrees at my desk yesterday, the sun is right on the glass. Is there anything you can do?`,
  },
  { label: 'heating and air', text: `There's an icy wind from under the door at reception.` },
  {
    label: 'cleaning',
    text: `Somebody knocked over a whole pot of coffee on the carpet by the printers.`,
  },
  { label: 'cleaning', text: `The men's room on 4 has had no towels or soap for two days now.` },
  {
    label: 'cleaning',
    text: `The containers behind the canteen are overflowing and there are mice.`,
  },
  {
    label: 'cleaning',
    text: `My desk hasn't been wiped in weeks and there are crumbs everywhere from the people before me.`,
  },
  { label: 'rooms', text: `I need space for 14 people on Thursday afternoon, with sandwiches.` },
  {
    label: 'rooms',
    text: `The beamer in Vermeer shows everything in pink. We have clients at eleven.`,
  },
  {
    label: 'rooms',
    text: `Could you put four more seats in Rembrandt before tomorrow? And move the whiteboard please.`,
  },
  {
    label: 'rooms',
    text: `Calendar says Monet is free at ten but there are people sitting in it.`,
  },
  {
    label: 'safety',
    text: `The back door doesn't close any more, you can just walk in from the street.`,
  },
  {
    label: 'safety',
    text: `There are boxes piled up in front of the emergency exit on the ground floor.`,
  },
  {
    label: 'safety',
    text: `A man without a badge was walking through the lab this morning. Nobody knew him.`,
  },
  {
    label: 'safety',
    text: `Ingrid slipped on the stairs and hurt her wrist. The third step is loose.`,
  },
  { label: null, text: `Does anyone want two tickets for the match on Saturday? Half price.` },
  { label: null, text: `My payslip for October isn't in the portal yet.` },
  { label: null, text: `The quarterly figures are out, well done everybody!` },
  { label: null, text: `Could marketing send me the new logo in a higher resolution?` },
];
