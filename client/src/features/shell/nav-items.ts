import {
  Blocks,
  House,
  KeyRound,
  LayoutTemplate,
  type LucideIcon,
  Plug,
  SquareActivity,
  Users,
} from 'lucide-react';

export interface NavItem {
  /** Also the name of its text in the `nav` messages. */
  key: 'home' | 'tools' | 'runs' | 'templates' | 'apiKeys' | 'providers' | 'members';
  /** Behind `/w/<workspace>`. */
  path: string;
  icon: LucideIcon;
}

export const MAIN_NAV: readonly NavItem[] = [
  { key: 'home', path: '', icon: House },
  { key: 'tools', path: '/tools', icon: Blocks },
  { key: 'runs', path: '/runs', icon: SquareActivity },
  { key: 'templates', path: '/templates', icon: LayoutTemplate },
];

export const SETTINGS_NAV: readonly NavItem[] = [
  { key: 'apiKeys', path: '/settings/api-keys', icon: KeyRound },
  { key: 'providers', path: '/settings/providers', icon: Plug },
  { key: 'members', path: '/settings/members', icon: Users },
];

/** The item that a page belongs to: the page itself or one above it. */
export function isCurrent(item: NavItem, base: string, pathname: string): boolean {
  const href = base + item.path;
  return pathname === href || (item.path !== '' && pathname.startsWith(`${href}/`));
}
