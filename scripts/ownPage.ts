/** Only the lab's own page may request downloads. */
import type { IncomingMessage } from 'node:http';
import { type HostOptions, isOwnName } from './hosts';

/**
 * Prevents other sites from triggering downloads (CSRF). Browsers report the origin of a request in `Sec-Fetch-Site`,
 * older ones in `Origin`.
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
