import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { checkClassHost, classAddresses, classText, lanAddresses } from './classAddresses';

const at = (address: string, internal = false): NetworkInterfaceInfo => {
  const rest = { netmask: '255.255.255.0', mac: '00:00:00:00:00:00', internal, cidr: null };
  return address.includes(':')
    ? { ...rest, address, family: 'IPv6', scopeid: 0 }
    : { ...rest, address, family: 'IPv4' };
};
const ordered = (interfaces: Record<string, NetworkInterfaceInfo[]>) =>
  lanAddresses(interfaces).map(({ address }) => address);

describe('this computer’s addresses', () => {
  it('begin with private ones; virtual interfaces follow, and what the computer gave itself is last', () => {
    expect(
      ordered({
        lo: [at('127.0.0.1', true), at('::1', true)],
        en5: [at('169.254.10.20')],
        docker0: [at('172.17.0.1')],
        'vEthernet (WSL)': [at('172.28.0.1')],
        utun3: [at('10.8.0.2')],
        eth0: [at('129.132.1.7'), at('2001:db8::7')],
        'Wi-Fi': [at('192.168.1.7'), at('fe80::1')],
      }),
    ).toEqual(['192.168.1.7', '129.132.1.7', '172.17.0.1', '172.28.0.1', '10.8.0.2', '169.254.10.20']);
  });

  it.each([
    ['10.0.0.1', true],
    ['172.16.0.1', true],
    ['172.31.255.1', true],
    ['192.168.0.1', true],
    ['172.15.0.1', false],
    ['172.32.0.1', false],
    ['192.169.0.1', false],
    ['100.10.0.1', false],
  ])('%s is private: %s', (address, isPrivate) => {
    // Among equals the order of the interfaces remains.
    expect(ordered({ a: [at('8.8.8.8')], b: [at(address)] })[0]).toBe(isPrivate ? address : '8.8.8.8');
  });

  it('are those of every interface where the server listens everywhere, else the one of HOST', () => {
    const lan = [
      { name: 'wlan0', address: '192.168.1.7' },
      { name: 'eth0', address: '10.0.0.7' },
    ];
    expect(classAddresses('0.0.0.0', 4173, lan)).toEqual([
      { url: 'http://192.168.1.7:4173/', name: 'wlan0' },
      { url: 'http://10.0.0.7:4173/', name: 'eth0' },
    ]);
    expect(classAddresses('10.0.0.7', 80, lan)).toEqual([{ url: 'http://10.0.0.7/' }]);
    expect(classAddresses('fd00::7', 4173, lan)).toEqual([{ url: 'http://[fd00::7]:4173/' }]);
    expect(classAddresses('0.0.0.0', 4173, [])).toEqual([]);
  });

  it.each(['localhost', '127.0.0.1', '127.1.2.3', '::1', 'lab.localhost'])(
    'exclude this one, which others cannot open: %s',
    (host) => {
      expect(() => checkClassHost(host)).toThrow(`HOST is "${host}", which only this computer can open.`);
    },
  );
  it.each(['0.0.0.0', '::', '192.168.1.7', 'teacher.school', 'localhost.school'])('may be %s', (host) => {
    expect(() => checkClassHost(host)).not.toThrow();
  });
});

describe('the terminal', () => {
  const local = 'http://localhost:4173/';
  it('shows one address large, and the others', () => {
    const text = classText(local, [
      { url: 'http://192.168.1.7:4173/', name: 'wlan0' },
      { url: 'http://10.0.0.7:4173/', name: 'eth0' },
    ]);
    expect(text).toMatch(/╗\n {2}║ {3}http:\/\/192\.168\.1\.7:4173\/ {3}║\n {2}╚/);
    expect(text).toContain(`On this computer: ${local}`);
    expect(text).toContain('try\n  http://10.0.0.7:4173/  eth0');
    expect(text).toMatch(/firewall/);
    const [top = '', middle = '', bottom = ''] = text.split('\n').filter((line) => /[╔║╚]/.test(line));
    expect(new Set([top, middle, bottom].map(({ length }) => length)).size).toBe(1);
  });
  it('says what to do without a network', () => {
    const text = classText(local, []);
    expect(text).toContain(`F³ Lab is at ${local}`);
    expect(text).toMatch(/in no network.*\n.*hotspot/);
    expect(classText(local, [{ url: 'http://10.0.0.7/' }])).not.toMatch(/more addresses/);
  });
});
