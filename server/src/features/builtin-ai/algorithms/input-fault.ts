/** Settings that cannot work as they are written; the message says what to change. */
export class InputFault extends Error {}
