import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { classMeta } from './classMeta';
import {
  askClassServer,
  chooseClassAddress,
  readClassServer,
  sharedAddress,
  useClassServer,
} from './classServer';

const [wifi, cable] = ['http://192.168.1.7:4173/', 'http://10.0.0.7/'] as const;
const pageWith = (head: string) => `<html><head><title>F³ Lab</title>${head}</head><body></body></html>`;
const open = (head: string) => {
  vi.stubGlobal('document', { head: { innerHTML: head }, baseURI: 'http://localhost:4173/' });
  readClassServer();
};
const answers = (answer: () => Promise<Response>) => vi.stubGlobal('fetch', vi.fn(answer));
const state = () => useClassServer.getState();

beforeEach(() => useClassServer.setState({ addresses: undefined, chosen: undefined }));
afterEach(() => vi.unstubAllGlobals());

describe('an address for others', () => {
  it.each([
    'http://localhost:4173/?epochs=3#lab/needs',
    'http://127.0.0.1:4173/?epochs=3#lab/needs',
    'http://[::1]:4173/?epochs=3#lab/needs',
    'http://lab.localhost:80/?epochs=3#lab/needs',
  ])('names the class’s in place of %s, and keeps everything else', (href) => {
    open(classMeta([wifi, cable]));
    expect(sharedAddress(href)).toBe(`${wifi}?epochs=3#lab/needs`);
    // Port 80 does not show in an address, and must replace the page's own.
    chooseClassAddress(cable);
    expect(sharedAddress(href)).toBe(`${cable}?epochs=3#lab/needs`);
  });

  it.each(['http://192.168.9.9:4173/?epochs=3', 'https://lab.school/f3/?epochs=3'])(
    'stays where others can open it: %s',
    (href) => {
      open(classMeta([wifi]));
      expect(sharedAddress(href)).toBe(href);
    },
  );

  it('keeps its host whatever its path looks like', () => {
    open(classMeta([wifi]));
    expect(sharedAddress('http://localhost:4173//evil.example/?a')).toBe(`${wifi}/evil.example/?a`);
  });

  it.each([
    ['the server is not for a class', ''],
    ['its computer is in no network', classMeta([])],
  ])('stays if %s', (_why, head) => {
    open(head);
    expect(sharedAddress('http://localhost:4173/?epochs=3')).toBe('http://localhost:4173/?epochs=3');
  });
});

describe('the class’s server', () => {
  it('is one with addresses, one without a network, or none', () => {
    open(classMeta([wifi, cable]));
    expect(state()).toEqual({ addresses: [wifi, cable], chosen: wifi });
    open(classMeta([]));
    expect(state()).toEqual({ addresses: [], chosen: undefined });
    open('<meta name="viewport" content="width=device-width">');
    expect(state().addresses).toBeUndefined();
  });

  it('is asked again; a choice stays as long as the address exists', async () => {
    open(classMeta([wifi, cable]));
    chooseClassAddress(cable);
    answers(async () => new Response(pageWith(classMeta(['http://10.1.1.1/', cable]))));
    await askClassServer();
    expect(state()).toEqual({ addresses: ['http://10.1.1.1/', cable], chosen: cable });
    answers(async () => new Response(pageWith(classMeta(['http://10.1.1.1/']))));
    await askClassServer();
    expect(state().chosen).toBe('http://10.1.1.1/');
  });

  it.each([
    ['is gone', async () => Promise.reject(new TypeError('Failed to fetch'))],
    ['fails', async () => new Response('error', { status: 500 })],
  ])('keeps its addresses if it %s', async (_how, answer) => {
    open(classMeta([wifi]));
    answers(answer);
    await askClassServer();
    expect(state()).toEqual({ addresses: [wifi], chosen: wifi });
  });

  it('names nothing but http addresses', () => {
    open('<meta name="f3-lab-class" content="javascript:alert(1) nonsense http://10.0.0.7/">');
    expect(state().addresses).toEqual(['http://10.0.0.7/']);
  });
});
