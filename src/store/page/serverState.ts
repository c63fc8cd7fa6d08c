/** Why a file of the app could not be loaded: the server is down, has another build, or lacks that file. */

export type ServerState = 'gone' | 'newer' | 'same';

/** File names of a page's entry modules; they contain a hash of the content. */
export function modulesOf(html: string): string[] {
  const tags = html.match(/<script\b[^>]*>/g) ?? [];
  const sources = tags
    .filter((tag) => /\btype="module"/.test(tag))
    .flatMap((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? []);
  return sources.map((source) => source.replace(/[?#].*$/, '').replace(/^.*\//, ''));
}

/**
 * Fetches the page again, bypassing all caches.
 * @param shown HTML of the open page
 */
export async function askServer(address: string, shown: string): Promise<ServerState> {
  try {
    const answer = await fetch(address, { cache: 'no-store', headers: { accept: 'text/html' } });
    if (!answer.ok) return 'gone';
    const present = modulesOf(await answer.text());
    // A sign-in page, or another server's page.
    if (present.length === 0) return 'gone';
    // The open page may have more modules: browser extensions add their own.
    const open = modulesOf(shown);
    return present.every((name) => open.includes(name)) ? 'same' : 'newer';
  } catch {
    return 'gone';
  }
}
