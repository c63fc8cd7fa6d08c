#!/usr/bin/env bash
# Checks cluster/sweep.yaml against the Kubernetes API's schema, and that its shards are its indexes. Needs the npm registry.
set -euo pipefail
file=$(cd "$(dirname "$0")" && pwd)/sweep.yaml
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund kubernetes-models@4.5.1 yaml@2.9.1
cat > check.mjs <<'JS'
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const { Job } = require('kubernetes-models/batch/v1');
const { parse } = require('yaml');

const job = parse(readFileSync(process.argv[2], 'utf8'));
new Job(job).validate();
// The check notices a field that the API does not have.
let refused = false;
try {
  new Job({ ...job, spec: { ...job.spec, completions: 'three' } }).validate();
} catch {
  refused = true;
}
if (!refused) throw new Error('a wrong type was not refused');

const { completions, template } = job.spec;
const [script] = template.spec.containers[0].args;
const [, shard] = /--shard ("[^"]+")/.exec(script);
const shards = Array.from({ length: completions }, (_, index) =>
  execFileSync('sh', ['-c', `echo ${shard}`], {
    encoding: 'utf8',
    env: { ...process.env, JOB_COMPLETION_INDEX: String(index) },
  }).trim(),
);
const expected = Array.from({ length: completions }, (_, index) => `${index + 1}/${completions}`);
if (shards.join() !== expected.join()) throw new Error(`shards ${shards}, expected ${expected}`);
console.log(`valid; shards ${shards.join(', ')}`);
JS
node check.mjs "$file"
