import enCommon from '../../../messages/en/common.json';
import nlCommon from '../../../messages/nl/common.json';
import { LOCALE_COOKIE, chooseLocale } from '../../i18n/locale';
import { readCookie } from './cookies';

const texts = { en: enCommon, nl: nlCommon };

const style = `
:root{color-scheme:light dark;--paper:#fbfaf9;--ink:#171a1b;--quiet:#5b6365;--mat:#124742;--line:#ffffff1a}
@media(prefers-color-scheme:dark){:root{--paper:#0c1011;--ink:#eceeed;--quiet:#9aa3a4;--mat:#10221f}}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--paper);color:var(--ink);font:14px/1.45 Geist,ui-sans-serif,system-ui,sans-serif}
main{max-width:28rem;padding:1.5rem}
b{display:inline-block;margin-bottom:1.5rem;padding:.75rem 1.25rem;border-radius:8px;color:#fff;font:500 30px/1.2 ui-monospace,monospace;background:var(--mat);background-image:linear-gradient(var(--line) 1px,transparent 1px),linear-gradient(90deg,var(--line) 1px,transparent 1px);background-size:16px 16px}
h1{margin:0;font-size:20px;letter-spacing:-.014em}
p{margin:.5rem 0 1.5rem;color:var(--quiet)}
a{display:inline-block;padding:.4rem .75rem;border-radius:7px;background:var(--ink);color:var(--paper);font-weight:500;text-decoration:none}
`;

/**
 * What stands in place of a page while the server does not answer. Whole in itself, so that it can be answered with
 * its status before anything renders; a page of the app would come with 200.
 */
export function unavailablePage(headers: Headers): {
  html: string;
  headers: Record<string, string>;
} {
  const locale = chooseLocale(readCookie(headers, LOCALE_COOKIE), headers.get('accept-language'));
  const { error, tryAgain, appName } = texts[locale];
  const html = `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${error.unavailableTitle} · ${appName}</title><style>${style}</style></head><body><main><b aria-hidden="true">503</b><h1>${error.unavailableTitle}</h1><p>${error.unavailableDescription}</p><a href="">${tryAgain}</a></main></body></html>`;
  return {
    html,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'retry-after': '5',
    },
  };
}
