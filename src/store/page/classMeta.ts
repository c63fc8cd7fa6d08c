/** How a server that was started for a class tells its page so: a `<meta>` in the page, written by scripts/labServer.ts. */

const NAME = 'f3-lab-class';

/** @param addresses URLs under which others open the page, best first */
export const classMeta = (addresses: readonly string[]): string =>
  `<meta name="${NAME}" content="${addresses.map((one) => new URL(one).href).join(' ')}">`;

/** The addresses in a page's HTML; undefined if its server was not started for a class. */
export function classAddressesIn(html: string): readonly string[] | undefined {
  const [, content] = new RegExp(`<meta name="${NAME}" content="([^"]*)">`).exec(html) ?? [];
  return content?.split(' ').filter((one) => URL.canParse(one) && new URL(one).protocol === 'http:');
}
