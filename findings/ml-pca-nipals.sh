#!/usr/bin/env bash
# ml-pca: eigenvalues and standard deviations depend on the method.
#
# What:     With method NIPALS the eigenvalues are sums of squares, not variances: n - 1 times those that
#           SVD and the covariance matrix give for the same data. getStandardDeviations is their root.
# Where:    Choosing components by their variance (Kaiser's rule, noise floors), whitening, and
#           switching the method because of missing values or size: all thresholds are off by the number
#           of samples.
# Guess:    the same eigenvalues to a few digits, since the method is only a way to compute them
# Expected: 15.06 and 2.64 by all three methods
# Seen:     60.25 and 10.55 by NIPALS on 5 samples; explained shares agree
# Version:  ml-pca 4.1.1, Node 20.20
# Date:     2026-11-27

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts ml-pca@4.1.1 >/dev/null

cat >try.cjs <<'END'
const { PCA } = require('ml-pca');

function check(what, seen, expected, asFound) {
  console.log(`${what}\n  expected ${expected}\n  seen     ${seen}`);
  if (String(seen) === String(asFound)) return;
  console.error(`  This has changed: it was ${asFound}.`);
  process.exitCode = 1;
}

const samples = [[2, 1], [3, 4], [5, 0], [7, 8], [8, 6]];
const shown = (list) => list.map((x) => x.toFixed(2)).join(' ');
const methods = {
  SVD: {},
  'covariance matrix': { method: 'covarianceMatrix' },
  NIPALS: { method: 'NIPALS', nCompNIPALS: 2 },
};
for (const [name, options] of Object.entries(methods)) {
  const pca = new PCA(samples, options);
  check(`eigenvalues by ${name}`, shown(pca.getEigenvalues()), '15.06 2.64', name === 'NIPALS' ? '60.25 10.55' : '15.06 2.64');
  check(`explained by ${name}`, shown(pca.getExplainedVariance()), '0.85 0.15', '0.85 0.15');
}
END
node try.cjs
