/** A run as a PyTorch script: a zip of `train.py` and the arrays that it reads. */
import { strToU8, zipSync } from 'fflate';
import { FILE_DATE, npzOf } from '../formats/npz';
import { scriptArrays } from './arrays';
import { refuseInexpressible } from './expressible';
import { scriptText } from './script';
import type { ScriptRun } from './scriptRun';

/** @throws {NotExpressible} naming the setting, its value and the way out */
export function scriptZip(run: ScriptRun): Uint8Array<ArrayBuffer> {
  refuseInexpressible(run.spec, run.data);
  return zipSync(
    { 'train.py': strToU8(scriptText(run)), 'run.npz': npzOf(scriptArrays(run)) },
    { level: 6, mtime: FILE_DATE },
  ) as Uint8Array<ArrayBuffer>;
}
