/**
 * Allowed values of the Host header, against DNS rebinding: a foreign host name that resolves to this computer would
 * give another site's page the lab's origin. Numeric addresses are safe.
 */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';

export interface HostOptions {
  /** The address or name at which the server listens. */
  readonly host?: string | undefined;
  /** Further names, for example from a school's DNS. */
  readonly hosts?: readonly string[] | undefined;
}

/** "a.school, b.school" → both. */
export const hostsFrom = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(/[\s,]+/)
    .map((name) => name.toLowerCase())
    .filter((name) => name !== '');

/** The host of a Host header, without the port; undefined if invalid. */
export function hostOf({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  try {
    return new URL(`http://${headers.host}`).hostname.replace(/\.$/, '') || undefined;
  } catch {
    return undefined;
  }
}

const isAddress = (host: string): boolean => isIP(host.replace(/^\[(.*)\]$/, '$1')) !== 0;

/** Whether a request's host is a numeric address or one of this computer's names. */
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
