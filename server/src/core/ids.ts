import { randomBytes } from 'node:crypto';

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

// Random bytes are drawn in blocks: one call to the system per id is the larger part of its cost.
const POOL_BYTES = 10 * 256;
let pool: Buffer = Buffer.alloc(0);
let offset = 0;
let lastMs = 0;
let sequence = 0;

/**
 * A UUIDv7 (RFC 9562, section 5.7): 48 bits of milliseconds, a 12-bit counter within the
 * millisecond (its method 1), 62 random bits. Ids of one process sort in the order of their making.
 */
export function newId(now: number = Date.now()): string {
  if (offset + 8 > pool.length) {
    pool = randomBytes(POOL_BYTES);
    offset = 0;
  }
  if (now > lastMs) {
    lastMs = now;
    sequence = pool.readUInt16BE(offset) & 0x7ff; // leaves room to count up within the millisecond
  } else {
    sequence += 1;
    if (sequence > 0xfff) {
      lastMs += 1;
      sequence = 0;
    }
  }
  const high = Math.floor(lastMs / 0x10000);
  const low = lastMs & 0xffff;
  const byte = (index: number): string => HEX[pool[offset + index] as number] as string;
  const id =
    `${high.toString(16).padStart(8, '0')}-${low.toString(16).padStart(4, '0')}` +
    `-7${sequence.toString(16).padStart(3, '0')}` +
    `-${HEX[0x80 | ((pool[offset] as number) & 0x3f)]}${byte(1)}` +
    `-${byte(2)}${byte(3)}${byte(4)}${byte(5)}${byte(6)}${byte(7)}`;
  offset += 8;
  return id;
}

/** Milliseconds since 1970 that a UUIDv7 carries. */
export function timeOfId(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isId(text: string): boolean {
  return UUID.test(text);
}
