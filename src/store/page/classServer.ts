/**
 * Where others open this page, if its server was started for a class (`npm start -- --class`). The teacher's own page
 * is at localhost, which is no address for anybody else, so links from it name the class's address.
 */
import { create } from 'zustand';
import { classAddressesIn } from './classMeta';

interface ClassServer {
  /** URLs under which others open the page, best first; undefined if the server is not for a class. */
  readonly addresses: readonly string[] | undefined;
  /** The one shown; undefined while the server's computer is in no network. */
  readonly chosen: string | undefined;
}
export const useClassServer = create<ClassServer>(() => ({ addresses: undefined, chosen: undefined }));

function adopt(html: string): void {
  const addresses = classAddressesIn(html);
  useClassServer.setState(({ chosen }) => ({
    addresses,
    chosen: chosen !== undefined && addresses?.includes(chosen) ? chosen : addresses?.[0],
  }));
}

/** Reads what the server wrote into the open page. */
export const readClassServer = (): void => adopt(document.head.innerHTML);

/** Asks the server again: its computer may have joined another network. What is known stays if it does not answer. */
export async function askClassServer(): Promise<void> {
  try {
    const answer = await fetch(document.baseURI, { cache: 'no-store', headers: { accept: 'text/html' } });
    if (answer.ok) adopt(await answer.text());
  } catch {
    // The server is gone, which everything that needs it reports.
  }
}

export const chooseClassAddress = (chosen: string): void => useClassServer.setState({ chosen });

const isLoopback = (hostname: string): boolean =>
  /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

/** An address of this page as others open it: the class's in place of localhost; otherwise as it is. */
export function sharedAddress(href: string): string {
  const { chosen } = useClassServer.getState();
  const url = new URL(href);
  if (chosen === undefined || !isLoopback(url.hostname)) return href;
  const { hostname, port } = new URL(chosen);
  url.hostname = hostname;
  url.port = port;
  return url.href;
}
