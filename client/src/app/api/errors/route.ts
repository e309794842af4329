export { takeBrowserError as POST } from '@/lib/reports/browser-errors';
