#!/usr/bin/env bash
# Chromium: a quota that a test lowers is enforced by IndexedDB half a minute later, and never reported.
#
# What:     After Storage.overrideQuotaForOrigin (DevTools protocol), IndexedDB goes on storing what fits into the
#           room that it last found, for up to 30 seconds; then it refuses. navigator.storage.estimate() reports the
#           old quota throughout. Before an origin's first write there is no such room, and the override holds at once.
# Where:    Tests of "the storage is full", the one failure that every app with local data has to survive: they pass
#           on slow machines, where the half minute is over, and fail on fast ones. Apps that warn by estimate() are
#           tested against a number that does not change.
# Guess:    the next write after the override is refused, and estimate() reports the quota that was set
# Expected: QuotaExceededError at once; a quota of 1000
# Seen:     kept after 0, 10 and 20 s, QuotaExceededError after 31 s; a quota above 1,000,000 in between and after;
#           in a new profile with the override first: QuotaExceededError at once
# Version:  Chromium 156.0.8078.108 of Debian 12, playwright-core 1.65.1, Node 20.20
# Date:     2026-11-29

set -euo pipefail
browser=${PLAYWRIGHT_CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if [ -z "$browser" ]; then
  echo "No Chromium was found: install one, or set PLAYWRIGHT_CHROMIUM to its path." >&2
  exit 2
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts playwright-core@1.65.1 >/dev/null

cat >try.mjs <<'END'
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';

function check(what, seen, expected, asFound) {
  console.log(`${what}\n  expected ${expected}\n  seen     ${seen}`);
  if (String(seen) === String(asFound)) return;
  console.error(`  This has changed: it was ${asFound}.`);
  process.exitCode = 1;
}

const server = createServer((_, response) => {
  response.setHeader('content-type', 'text/html');
  response.end('<!doctype html><title>Storage</title>');
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const origin = `http://127.0.0.1:${server.address().port}`;
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath: process.argv[2], args });
console.log(`Chromium ${browser.version()}`);

async function profile() {
  const page = await (await browser.newContext()).newPage();
  await page.goto(origin);
  const protocol = await page.context().newCDPSession(page);
  return { page, lower: () => protocol.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 }) };
}

/** Stores 50 kB in a transaction of its own: "kept", or the error's name. */
const store = (page) =>
  page.evaluate(
    () =>
      new Promise((done) => {
        const opening = indexedDB.open('finding', 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore('rows', { autoIncrement: true });
        opening.onerror = () => done(opening.error?.name);
        opening.onsuccess = () => {
          const database = opening.result;
          const writing = database.transaction('rows', 'readwrite');
          writing.objectStore('rows').add(crypto.getRandomValues(new Uint8Array(50_000)));
          const end = (result) => {
            database.close();
            done(result);
          };
          writing.oncomplete = () => end('kept');
          writing.onabort = () => end(writing.error?.name);
        };
      }),
  );
const quota = (page) => page.evaluate(async () => (await navigator.storage.estimate()).quota);

const used = await profile();
check('the first write', await store(used.page), 'kept', 'kept');
await used.lower();
const from = performance.now();
const refused = 'QuotaExceededError';
for (const [seconds, asFound] of [[0, 'kept'], [10, 'kept'], [20, 'kept'], [31, refused]]) {
  await sleep(Math.max(0, from + 1000 * seconds - performance.now()));
  check(`a write ${seconds} s after the quota was lowered`, await store(used.page), refused, asFound);
  check('  a quota above 1,000,000 is reported', (await quota(used.page)) > 1e6, false, true);
}
const unused = await profile();
await unused.lower();
check('a first write after the quota was lowered', await store(unused.page), refused, refused);
await browser.close();
server.close();
END
node try.mjs "$browser"
