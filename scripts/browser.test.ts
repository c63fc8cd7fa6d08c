import { describe, expect, it } from 'vitest';
import { findBrowser, findTestBrowser, type Surroundings } from './browser';

const own = '/cache/ms-playwright/chrome';

/** A fake machine with these files; `run` may add some. */
function machine(files: string[], changes: Partial<Surroundings> = {}): Surroundings {
  return {
    env: { PATH: '/usr/local/bin:/usr/bin' },
    platform: 'linux',
    isExecutable: (path) => files.includes(path),
    ownBrowser: () => own,
    isRoot: false,
    run: () => {
      throw new Error('nothing to run here');
    },
    ...changes,
  };
}

describe('findBrowser', () => {
  it('takes PLAYWRIGHT_CHROMIUM before an installed browser', () => {
    const env = { PATH: '/usr/bin', PLAYWRIGHT_CHROMIUM: '/opt/chrome' };
    expect(findBrowser(machine(['/opt/chrome', '/usr/bin/chromium'], { env }))).toBe('/opt/chrome');
  });

  it('does not fall back when PLAYWRIGHT_CHROMIUM names nothing', () => {
    const env = { PATH: '/usr/bin', PLAYWRIGHT_CHROMIUM: '/opt/none' };
    expect(() => findBrowser(machine(['/usr/bin/chromium'], { env }))).toThrow('/opt/none');
  });

  it('prefers Chromium to Chrome, and both to Playwright’s own', () => {
    expect(findBrowser(machine(['/usr/local/bin/google-chrome', '/usr/bin/chromium', own]))).toBe(
      '/usr/bin/chromium',
    );
    expect(findBrowser(machine(['/usr/bin/google-chrome-stable', own]))).toBe(
      '/usr/bin/google-chrome-stable',
    );
    expect(findBrowser(machine([own]))).toBe(own);
  });

  it('knows the usual places on macOS and Windows', () => {
    const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    expect(findBrowser(machine([mac], { platform: 'darwin' }))).toBe(mac);
    const windows = 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe';
    const env = { PROGRAMFILES: 'C:\\Program Files' };
    expect(findBrowser(machine([windows], { platform: 'win32', env }))).toBe(windows);
  });

  it.each([
    { who: 'root', isRoot: true, tools: ['/usr/bin/apt-get'], command: 'apt-get' },
    { who: 'sudo', isRoot: false, tools: ['/usr/bin/apt-get', '/usr/bin/sudo'], command: 'sudo -n apt-get' },
  ])('installs Debian’s package as $who', ({ isRoot, tools, command }) => {
    const files = [...tools];
    const ran: string[] = [];
    const run: Surroundings['run'] = (name, args) => {
      ran.push([name, ...args].join(' '));
      if (args.includes('install')) files.push('/usr/bin/chromium');
    };
    expect(findBrowser(machine(files, { isRoot, run }))).toBe('/usr/bin/chromium');
    expect(ran).toEqual([`${command} update`, `${command} install -y --no-install-recommends chromium`]);
  });

  it('says what to do when there is no browser and no way to install one', () => {
    const failing = machine(['/usr/bin/apt-get', '/usr/bin/sudo']);
    expect(() => findBrowser(failing)).toThrow(/apt-get install chromium.*PLAYWRIGHT_CHROMIUM/);
    expect(() => findBrowser(machine([]))).toThrow('No Chromium or Chrome was found');
  });

  it('takes Chromium without windows for tests alone', () => {
    const both = machine(['/usr/bin/chromium', '/usr/bin/chromium-headless-shell']);
    expect(findTestBrowser(both)).toBe('/usr/bin/chromium-headless-shell');
    expect(findBrowser(both)).toBe('/usr/bin/chromium');
    expect(findTestBrowser(machine(['/usr/bin/chromium']))).toBe('/usr/bin/chromium');
  });
});
