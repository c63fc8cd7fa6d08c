/** Finds a Chromium for the browser tests and the benchmark, or says in one message how to get one. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/** The environment of the search; tests replace it. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Whether there is an executable file at this path. */
  readonly isExecutable: (path: string) => boolean;
  /** Path of Playwright's own Chromium, downloaded or not. */
  readonly ownBrowser: () => string;
  readonly isRoot: boolean;
  /** @throws if the command fails */
  readonly run: (command: string, args: readonly string[]) => void;
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** Chromium without windows: the same engine for a fifth less work per test. */
const WINDOWLESS = 'chromium-headless-shell';

/** For the benchmark: the browser that people use. */
export const findBrowser = (here: Surroundings = thisMachine()): string => find(here, []);

/** For the browser tests. */
export const findTestBrowser = (here: Surroundings = thisMachine()): string => find(here, [WINDOWLESS]);

/** @param first commands that are preferred to `names` */
function find(here: Surroundings, first: readonly string[]): string {
  const chosen = here.env.PLAYWRIGHT_CHROMIUM;
  if (chosen) {
    if (here.isExecutable(chosen)) return chosen;
    throw new Error(`PLAYWRIGHT_CHROMIUM names ${chosen}, but there is no executable file.`);
  }
  const preferred = onPath(here, first).find(here.isExecutable);
  const found = preferred ?? candidates(here).find(here.isExecutable) ?? debianPackage(here);
  if (found) return found;
  throw new Error(
    'No Chromium or Chrome was found. Install one (Debian: apt-get install chromium; ' +
      'anywhere: npx playwright install chromium), or set PLAYWRIGHT_CHROMIUM to its path.',
  );
}

/** Installed browsers first, then Playwright's own. */
function candidates(here: Surroundings): string[] {
  return [...onPath(here, names), ...usualPlaces(here), here.ownBrowser()].filter(Boolean);
}

function onPath(here: Surroundings, commands: readonly string[]): string[] {
  const folders = (here.env.PATH ?? here.env.Path ?? '').split(delimiter).filter(Boolean);
  return commands.flatMap((command) => folders.map((folder) => join(folder, command)));
}

function usualPlaces({ platform, env }: Surroundings): string[] {
  if (platform === 'darwin') {
    const applications = ['/Applications', ...(env.HOME ? [`${env.HOME}/Applications`] : [])];
    return applications.flatMap((folder) => [
      `${folder}/Google Chrome.app/Contents/MacOS/Google Chrome`,
      `${folder}/Chromium.app/Contents/MacOS/Chromium`,
    ]);
  }
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean);
    return folders.flatMap((folder) => [
      `${folder}\\Google\\Chrome\\Application\\chrome.exe`,
      `${folder}\\Chromium\\Application\\chrome.exe`,
    ]);
  }
  return [];
}

/** Installs Debian's package if that needs no password. */
function debianPackage(here: Surroundings): string | undefined {
  const has = (command: string) => onPath(here, [command]).some(here.isExecutable);
  if (here.platform !== 'linux' || !has('apt-get')) return undefined;
  if (!here.isRoot && !has('sudo')) return undefined;
  const asRoot = here.isRoot ? [] : ['sudo', '-n'];
  const aptGet = (...args: string[]) => {
    const [command = 'apt-get', ...rest] = [...asRoot, 'apt-get', ...args];
    here.run(command, rest);
  };
  try {
    aptGet('update');
    aptGet('install', '-y', '--no-install-recommends', 'chromium');
  } catch {
    return undefined;
  }
  return onPath(here, names).find(here.isExecutable);
}

function thisMachine(): Surroundings {
  return {
    env: process.env,
    platform: process.platform,
    isExecutable: (path) => {
      try {
        accessSync(path, constants.X_OK);
        return statSync(path).isFile();
      } catch {
        return false;
      }
    },
    ownBrowser: () => chromium.executablePath(),
    isRoot: process.getuid?.() === 0,
    run: (command, args) => {
      execFileSync(command, args, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    },
  };
}
