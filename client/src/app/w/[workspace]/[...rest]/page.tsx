import { notFound } from 'next/navigation';

/** An address in a workspace that no page has: shown as missing inside the workspace's frame. */
export default function UnknownPage(): never {
  notFound();
}
