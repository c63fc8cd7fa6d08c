#!/usr/bin/env bash
# dependency-cruiser 17 with TypeScript 7: reads no TypeScript and reports success.
#
# What:     dependency-cruiser 17 reads TypeScript with an installed compiler older than 7. With
#           TypeScript 7 it ignores .ts files, cruises 0 modules, finds no violation and exits with 0.
# Where:    Checks of import directions: a compiler update disables the check, which stays green.
# Guess:    an error, or at least exit code 1: the folder was named on the command line and none of it was
#           read
# Expected: the cycle between two .ts files is found (exit 1), or a refusal to run
# Seen:     "no dependency violations found (0 modules, 0 dependencies cruised)", exit 0; with TypeScript 6
#           the cycle is found
# Version:  dependency-cruiser 17.4.3, typescript 7.0.2 and 6.0.3, Node 20.20
# Date:     2026-11-27

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts dependency-cruiser@17.4.3 typescript@7.0.2 >/dev/null

mkdir src
echo "import { b } from './b'; export const a = () => b;" >src/a.ts
echo "import { a } from './a'; export const b = () => a;" >src/b.ts

cat >try.cjs <<'END'
module.exports = {
  forbidden: [{ name: 'no-circular', severity: 'error', from: {}, to: { circular: true } }],
  options: { tsPreCompilationDeps: true },
};
END

cruise() {
  code=0
  npx depcruise --config try.cjs src >report.txt || code=$?
  echo "exit $code: $(grep -E 'violations' report.txt)"
}
with7=$(cruise)
npm install --silent --no-audit --no-fund --ignore-scripts typescript@6.0.3 >/dev/null
with6=$(cruise)
echo "with TypeScript 7.0.2"
echo "  expected exit 1, the cycle of a.ts and b.ts"
echo "  seen     $with7"
echo "with TypeScript 6.0.3"
echo "  seen     $with6"
case "$with7" in
'exit 0: '*'(0 modules, 0 dependencies cruised)'*) ;;
*)
  echo 'This has changed: TypeScript 7 is read, or refused.' >&2
  exit 1
  ;;
esac
case "$with6" in 'exit 1: '*) ;; *) exit 1 ;; esac
