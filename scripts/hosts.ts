/**
 * Under which names the lab's server may be reached. A foreign name that leads to this computer would make another
 * site's page the lab's own in the browser's eyes ("DNS rebinding"). That takes a name: addresses in numbers are safe.
 */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';

export interface HostOptions {
  /** The address or name at which the server was told to listen. */
  readonly host?: string | undefined;
  /** Further names, such as that of the school's name server. */
  readonly hosts?: readonly string[] | undefined;
}

/** "a.school, b.school" → both. */
export const hostsFrom = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(/[\s,]+/)
    .map((name) => name.toLowerCase())
    .filter((name) => name !== '');

/** As it stands in a request, without the port; undefined where it is none. */
export function hostOf({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  try {
    return new URL(`http://${headers.host}`).hostname.replace(/\.$/, '') || undefined;
  } catch {
    return undefined;
  }
}

const isAddress = (host: string): boolean => isIP(host.replace(/^\[(.*)\]$/, '$1')) !== 0;

/** Whether a request calls this computer by an address in numbers, or by a name of its own. */
export function isOwnName(
  request: Pick<IncomingMessage, 'headers'>,
  { host: listening, hosts = [] }: HostOptions = {},
): boolean {
  const host = hostOf(request);
  if (host === undefined) return false;
  if (isAddress(host)) return true;
  const own = hostname().toLowerCase();
  const names = ['localhost', own, `${own}.local`, listening?.toLowerCase(), ...hosts];
  return names.includes(host) || host.endsWith('.localhost');
}
