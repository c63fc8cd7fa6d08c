#!/usr/bin/env bash
# netcdfjs: 8- and 16-bit variables along the record dimension are read with their padding, or not at all.
#
# What:     In NetCDF classic files each variable's part of a record is padded to 4 bytes, unless the file
#           has a single record variable. netcdfjs returns the padding as values if there are several,
#           and reads 4 bytes per record even if there is only one, without padding, so that it fails at
#           the end of the file. Signed bytes are read as unsigned.
# Where:    Observations and sensors stored as packed shorts or quality flags along time: the series has
#           zeros between its values, or reading fails.
# Guess:    1, 2, 3, 4 in both files: padding is part of the format's specification, with single record
#           variables as the only exception
# Expected: a: 1 2 3 4 (of two variables), b: 10 20 30 40; alone: 1 2 3 4
# Seen:     a: [1,0] [2,0] [3,0] [4,0], b alike; alone: an error, "Offset is outside the bounds of the
#           DataView"
# Version:  netcdfjs 4.0.0, Node 20.20
# Date:     2026-11-27

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts netcdfjs@4.0.0 >/dev/null

cat >try.cjs <<'END'
const { NetCDFReader } = require('netcdfjs');

function check(what, seen, expected, asFound) {
  console.log(`${what}\n  expected ${expected}\n  seen     ${seen}`);
  if (String(seen) === String(asFound)) return;
  console.error(`  This has changed: it was ${asFound}.`);
  process.exitCode = 1;
}

const word = (x) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(x);
  return bytes;
};
const name = (text) => Buffer.concat([word(text.length), Buffer.from(text.padEnd(Math.ceil(text.length / 4) * 4, '\0'))]);
const SHORT = 3;
/** NetCDF classic (CDF-1): variables of one 16-bit number a record. */
function fileOf(variables, padded) {
  const records = Object.values(variables)[0].length;
  const names = Object.keys(variables);
  const head = (begins) =>
    Buffer.concat([
      ...[Buffer.from('CDF\x01'), word(records)],
      ...[word(10), word(1), name('time'), word(0)],
      ...[word(0), word(0)],
      ...[word(11), word(names.length)],
      ...names.flatMap((one, i) => [name(one), word(1), word(0), word(0), word(0), word(SHORT), word(4), word(begins[i])]),
    ]);
  const size = padded ? 4 : 2;
  const start = head(names.map(() => 0)).length;
  const body = Buffer.alloc(records * names.length * size);
  for (const [i, one] of names.entries())
    for (const [r, x] of variables[one].entries()) body.writeInt16BE(x, (r * names.length + i) * size);
  return Buffer.concat([head(names.map((_, i) => start + i * size)), body]);
}
function read(bytes, variable) {
  try {
    return JSON.stringify(new NetCDFReader(bytes).getDataVariable(variable));
  } catch (reason) {
    return reason.message;
  }
}
const two = fileOf({ a: [1, 2, 3, 4], b: [10, 20, 30, 40] }, true);
check('two record variables, a', read(two, 'a'), '[1,2,3,4]', '[[1,0],[2,0],[3,0],[4,0]]');
check('two record variables, b', read(two, 'b'), '[10,20,30,40]', '[[10,0],[20,0],[30,0],[40,0]]');
const one = fileOf({ a: [1, 2, 3, 4] }, false);
check('one record variable', read(one, 'a'), '[1,2,3,4]', 'Offset is outside the bounds of the DataView');
END
node try.cjs
