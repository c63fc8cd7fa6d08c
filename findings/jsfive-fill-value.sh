#!/usr/bin/env bash
# jsfive: what was never written of a data set in an HDF5 file is a hole, not the fill value.
#
# What:     HDF5 stores no chunk that nothing was written to; its elements are the data set's fill value, 0 unless the
#           file says otherwise. jsfive returns an array with holes there (undefined, NaN in arithmetic), for chunked
#           data sets that are partly written and for those without any data.
# Where:    Data sets made in advance and filled in part: recordings that ended early, logs of interrupted training,
#           sparse masks. Sums and means over them are NaN.
# Guess:    the fill value, as in h5py and h5dump
# Expected: 1, 1, 1, 1, 7, 7, 7, 7, 7, 7; and 0, 0, 0
# Seen:     1, 1, 1, 1 and six holes; three holes
# Version:  jsfive 0.4.2, Node 20.20; the file by h5py 3.16.0, NumPy 2.4.6
# Date:     2026-11-30

set -euo pipefail
command -v python3 >/dev/null || { echo "python3 is missing"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv own >/dev/null || { echo "python3 has no venv"; exit 2; }
own/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6 h5py==3.16.0
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts jsfive@0.4.2 >/dev/null

own/bin/python - <<'END'
import h5py

with h5py.File("x.h5", "w") as file:
    part = file.create_dataset("part", shape=(10,), dtype="f4", chunks=(4,), fillvalue=7)
    part[0:4] = 1
    file.create_dataset("empty", shape=(3,), dtype="f4")
with h5py.File("x.h5") as file:
    assert list(file["part"]) == [1, 1, 1, 1, 7, 7, 7, 7, 7, 7]
    assert list(file["empty"]) == [0, 0, 0]
END
cat >try.mjs <<'END'
import { readFileSync } from 'node:fs';
import { File } from 'jsfive';

const bytes = readFileSync('x.h5');
const file = new File(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length), 'x.h5');
const expected = { part: '1,1,1,1,7,7,7,7,7,7', empty: '0,0,0' };
const asFound = { part: '1,1,1,1,,,,,,', empty: ',,' };
for (const [name, right] of Object.entries(expected)) {
  const seen = Array.from(file.get(name).value).join();
  console.log(`${name}\n  expected ${right}\n  seen     ${seen}`);
  if (seen === asFound[name]) continue;
  console.error(`  This has changed: it was ${asFound[name]}.`);
  process.exitCode = 1;
}
END
node try.mjs
