import type { EmailCase } from './labels.js';

/** The half that was only scored, never tuned on. `label: null` means that none of the labels fits. */
export const heldOutEmails: EmailCase[] = [
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
