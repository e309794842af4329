/** @typedef {{ connect: () => Promise<unknown>, query: (text: string) => Promise<unknown>, on: (event: 'notification', listener: () => void) => unknown, end: () => Promise<void> }} Client of pg */

/**
 * Messages (NOTIFY) a second that PostgreSQL commits, one in each transaction, and hands to everybody
 * who listens.
 * @param {() => Client} newClient not connected yet
 * @param {{ senders: number, listeners: number, seconds: number }} options
 */
export async function messagesPerSecond(newClient, { senders, listeners, seconds }) {
  const clients = Array.from({ length: senders + listeners }, newClient);
  await Promise.all(clients.map((client) => client.connect()));
  try {
    const listening = clients.slice(0, listeners);
    let heard = 0;
    for (const client of listening) {
      client.on('notification', () => (heard += 1));
      await client.query('LISTEN bench_messages');
    }
    const began = performance.now();
    const end = began + seconds * 1000;
    const sendOn = async (/** @type {Client} */ client) => {
      let sent = 0;
      for (; performance.now() < end; sent += 1)
        await client.query(`NOTIFY bench_messages, '01980000-0000-7000-8000-000000000000'`);
      return sent;
    };
    const sent = (await Promise.all(clients.slice(listeners).map(sendOn))).reduce((a, b) => a + b);
    const perSecond = sent / ((performance.now() - began) / 1000);
    // An answer comes after all messages of before it.
    await Promise.all(listening.map((client) => client.query('SELECT 1')));
    if (heard !== sent * listeners)
      throw new Error(`${heard} messages arrived of ${sent} × ${listeners}`);
    return perSecond;
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
