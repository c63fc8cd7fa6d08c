/** Who may ask the lab's server to fetch: its own page, and nobody else. */
import type { IncomingMessage } from 'node:http';
import { type HostOptions, isOwnName } from './hosts';

/**
 * Other sites could make this computer load what they like of the list. Browsers say where a request comes from, in
 * `Sec-Fetch-Site`, older ones in `Origin`.
 */
export function isOwnPage(request: Pick<IncomingMessage, 'headers'>, options?: HostOptions): boolean {
  const { headers } = request;
  if (!isOwnName(request, options)) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  try {
    return new URL(headers.origin ?? '').host === headers.host;
  } catch {
    return false;
  }
}
