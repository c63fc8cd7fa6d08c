/** Why a file of the app could not be fetched: the server is gone, has another build by now, or lacks that file. */

export type ServerState = 'gone' | 'newer' | 'same';

/** File names of the modules that a page begins with; they change with what is in them. */
export function modulesOf(html: string): string[] {
  const tags = html.match(/<script\b[^>]*>/g) ?? [];
  const sources = tags
    .filter((tag) => /\btype="module"/.test(tag))
    .flatMap((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? []);
  return sources.map((source) => source.replace(/[?#].*$/, '').replace(/^.*\//, ''));
}

/**
 * Fetches the page anew, past all caches.
 * @param shown HTML of the page that is open
 */
export async function askServer(address: string, shown: string): Promise<ServerState> {
  try {
    const answer = await fetch(address, { cache: 'no-store', headers: { accept: 'text/html' } });
    if (!answer.ok) return 'gone';
    const present = modulesOf(await answer.text());
    // A sign-in page, or that of some other server.
    if (present.length === 0) return 'gone';
    // The open page may hold more: browser extensions add modules of their own.
    const open = modulesOf(shown);
    return present.every((name) => open.includes(name)) ? 'same' : 'newer';
  } catch {
    return 'gone';
  }
}
