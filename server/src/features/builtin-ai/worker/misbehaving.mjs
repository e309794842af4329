// A worker thread for the tests of WorkerClient: does what the text of a call tells it to do.
import { parentPort, threadId } from 'node:worker_threads';

parentPort?.on('message', (message) => {
  if (message.type === 'cancel') {
    parentPort?.postMessage({ id: message.id, outcome: 'cancelled' });
    return;
  }
  const { id, input } = message;
  if (input.text === 'die') throw new Error('out of memory');
  if (input.text === 'exit') process.exit(3);
  if (input.text === 'hang') for (;;) Math.sqrt(2);
  if (input.text === 'never') return;
  if (input.text === 'fault')
    parentPort?.postMessage({ id, outcome: 'fault', message: 'no such shape' });
  else parentPort?.postMessage({ id, outcome: 'done', output: { language: input.text, threadId } });
});
