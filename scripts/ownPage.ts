/** Who may ask the lab's server to fetch: its own page, and nobody else. */
import type { IncomingMessage } from 'node:http';
import { hostname } from 'node:os';

const loopback = ['localhost', '127.0.0.1', '[::1]'];

/** As it stands in an address: "[::1]"; an IPv4 address as such where the socket speaks IPv6. */
function inAddress(ip: string): string {
  const plain = ip.replace(/^::ffff:(?=[\d.]+$)/, '');
  return plain.includes(':') ? `[${plain}]` : plain;
}

/**
 * Whether a request names this computer. A foreign name that leads here would make another site's page the lab's own
 * in the browser's eyes ("DNS rebinding").
 * @param listening the address or name at which the server was told to listen
 */
function isThisComputer({ headers, socket }: IncomingMessage, listening: string | undefined): boolean {
  const own = hostname().toLowerCase();
  const names = [...loopback, own, `${own}.local`];
  if (socket.localAddress !== undefined) names.push(inAddress(socket.localAddress));
  if (listening !== undefined) names.push(inAddress(listening.toLowerCase()));
  try {
    return names.includes(new URL(`http://${headers.host}`).hostname);
  } catch {
    return false;
  }
}

/**
 * Other sites could make this computer load what they like of the list. Browsers say where a request comes from, in
 * `Sec-Fetch-Site`, older ones in `Origin`.
 * @param listening see `isThisComputer`
 */
export function isOwnPage(request: IncomingMessage, listening?: string): boolean {
  const { headers } = request;
  if (!isThisComputer(request, listening)) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  try {
    return new URL(headers.origin ?? '').host === headers.host;
  } catch {
    return false;
  }
}
