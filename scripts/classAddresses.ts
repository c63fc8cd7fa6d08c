/** `npm start -- --class`: the addresses under which other computers open the lab, and what the terminal says of them. */
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import { Problem } from './problem';

/** An IPv4 address of this computer. */
export interface LanAddress {
  /** The interface: "en0", "Wi-Fi". */
  readonly name: string;
  readonly address: string;
}

/** Addresses at which a server listens on all interfaces. */
export const everywhere = ['0.0.0.0', '::'];
/** Only this computer can open these. */
const loopback = /^(localhost|.*\.localhost|127(\.\d+){3}|::1)$/i;

/** Interfaces of virtual machines, containers and VPNs, whose addresses other computers cannot reach. */
const virtual =
  /^(br-|cni|docker|flannel|lxc|lxd|podman|tailscale|tap|tun|utun|vboxnet|veth|virbr|vmnet|wg|zt)|virtualbox|vmware|wsl/i;
/** RFC 1918. */
const isPrivate = (address: string): boolean => /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address);
/** RFC 3927: chosen by the computer itself where no router gave one. */
const isLinkLocal = (address: string): boolean => address.startsWith('169.254.');

function rank({ name, address }: LanAddress): number {
  if (isLinkLocal(address)) return 3;
  if (virtual.test(name)) return 2;
  return isPrivate(address) ? 0 : 1;
}

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** This computer's IPv4 addresses, the likeliest to be reached first: private ones before public and virtual ones. */
export function lanAddresses(interfaces: Interfaces = networkInterfaces()): readonly LanAddress[] {
  const all = Object.entries(interfaces).flatMap(([name, infos = []]) =>
    infos
      .filter(({ internal, family }) => !internal && family === 'IPv4')
      .map(({ address }) => ({ name, address })),
  );
  return all.sort((a, b) => rank(a) - rank(b));
}

/** A page that others open. */
export interface ClassAddress {
  readonly url: string;
  /** The interface; undefined for an address that the user named. */
  readonly name?: string;
}

/** @param host where the server listens */
export function classAddresses(
  host: string,
  port: number,
  lan: readonly LanAddress[] = lanAddresses(),
): readonly ClassAddress[] {
  const urlOf = (name: string): string => new URL(`http://${name}:${port}/`).href;
  if (!everywhere.includes(host)) return [{ url: urlOf(host.includes(':') ? `[${host}]` : host) }];
  return lan.map(({ name, address }) => ({ url: urlOf(address), name }));
}

/** @throws {Problem} if others could not open the lab at HOST */
export function checkClassHost(host: string): void {
  if (loopback.test(host))
    throw new Problem(
      `HOST is "${host}", which only this computer can open. With --class leave HOST out, or name an address that the class can reach.`,
    );
}

const noNetwork = `This computer is in no network, so that nobody else can open the lab. Join the network of the class, or
open a hotspot on a phone and join that with all computers; “For the class” in the page then shows the address.`;

function framed(text: string): string {
  const line = '═'.repeat(text.length + 6);
  return [`  ╔${line}╗`, `  ║   ${text}   ║`, `  ╚${line}╝`].join('\n');
}

/** What a teacher needs to know, for the terminal. @param local the page at this computer */
export function classText(local: string, [first, ...others]: readonly ClassAddress[]): string {
  if (first === undefined) return `F³ Lab is at ${local}\n\n${noNetwork}`;
  const more = others.map(({ url, name = '' }) => `  ${url}  ${name}`.trimEnd());
  return [
    `F³ Lab for the class. Write this on the board, or show the QR code: “For the class” in the page.`,
    framed(first.url),
    `On this computer: ${local}`,
    ...(more.length > 0
      ? [`This computer has more addresses. Where the first does not open, try\n${more.join('\n')}`]
      : []),
    `All computers must be in this one's network; guest networks often keep them apart. If the page still does not open
there, allow Node.js in this computer's firewall. Whoever is in the network can open it, until Ctrl+C.`,
  ].join('\n\n');
}
