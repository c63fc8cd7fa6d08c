/** The code in docs/exports.md, run on files of ours. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { env } from 'onnxruntime-web';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { findPython } from '../../scripts/python';
import type { Dataset } from '../core/samples/dataset';
import { useCpu } from '../core/testSupport';
import { layersModel } from './formats/layersModel/layersModel';
import { npz } from './formats/npz';
import { onnx } from './formats/onnx/onnx';
import type { TrainedNetwork } from './network';
import { furthest, trained } from './testSupport';

const text = readFileSync('docs/exports.md', 'utf8');
/** The blocks of a section in a language. */
const code = (section: string, language: string): string => {
  const [, own = ''] = text.split(`\n## ${section}\n`);
  return new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(own)?.[1] ?? '';
};

/** Of the size that the examples name. */
function digits(): Dataset {
  const part = (size: number) => ({
    size,
    inputs: Uint8Array.from({ length: size * 784 }, (_, i) => (i * 7) % 256),
    targets: { kind: 'classes' as const, labels: Uint8Array.from({ length: size }, (_, i) => i % 10) },
  });
  const numbers = { outputs: 10, mean: 33.3, deviation: 78.6, shape: [1, 28, 28] };
  return { id: 'digits', inputs: 784, ...numbers, train: part(20), test: part(5) };
}

let network: TrainedNetwork;
beforeAll(async () => {
  await useCpu();
  env.wasm.numThreads = 1;
  ({ network } = await trained({ hidden: [5] }, digits()));
});
afterEach(() => vi.unstubAllGlobals());

/** A browser's, as far as `tf.io.browserFiles` uses it. */
class FileReaderOfNode {
  onload: ((event: { target: { result: unknown } }) => void) | undefined;
  readAsText(file: Blob): void {
    void file.text().then((result) => this.onload?.({ target: { result } }));
  }
  readAsArrayBuffer(file: Blob): void {
    void file.arrayBuffer().then((result) => this.onload?.({ target: { result } }));
  }
}

/** Runs code with these names, and gives what it logs. */
async function logged(lines: string, names: Readonly<Record<string, unknown>>): Promise<unknown[]> {
  const log: unknown[] = [];
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  const run = new AsyncFunction(...Object.keys(names), 'console', lines.replace(/^import .*$/m, ''));
  await run(...Object.values(names), { log: (...values: unknown[]) => log.push(...values) });
  return log;
}

it('the code for TensorFlow.js opens the two files of the archive', async () => {
  vi.stubGlobal('FileReader', FileReaderOfNode);
  const wholePackage: string = '@tensorflow/tfjs';
  const tf = (await import(wholePackage)) as { setBackend: (name: string) => Promise<boolean> };
  await tf.setBackend('cpu');
  const files = Object.entries(unzipSync(await layersModel.write(network))).map(
    ([name, bytes]) => new File([bytes.slice()], name),
  );
  const [classes, dataset] = await logged(code('TensorFlow.js LayersModel', 'js'), { tf, files });
  expect([classes, dataset]).toEqual([expect.any(Int32Array), 'digits']);
  expect(classes).toHaveLength(5);
});

it('the code for ONNX Runtime in JavaScript runs the model', async () => {
  const { InferenceSession, Tensor } = await import('onnxruntime-web');
  const bytes = await onnx.write(network);
  // Node has no addresses of files.
  const fromBytes = { create: () => InferenceSession.create(bytes) };
  const [dims, data] = await logged(code('ONNX', 'js'), { InferenceSession: fromBytes, Tensor });
  expect(dims).toEqual([5, 10]);
  expect(data).toHaveLength(50);
});

/** What the code prints when it runs beside the file that it names. */
function printed(python: string | undefined, lines: string, name: string, bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'f3-exports-'));
  try {
    writeFileSync(join(folder, name), bytes);
    return spawnSync(python ?? '', ['-c', lines], { cwd: folder, encoding: 'utf8' }).stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const withRuntime = findPython('numpy, onnxruntime');
it.skipIf(!withRuntime)('the code for ONNX Runtime in Python prints classes and data set', async () => {
  const bytes = await onnx.write(network);
  expect(printed(withRuntime, code('ONNX', 'python'), 'bp-0.onnx', bytes)).toMatch(
    /^\[(\d ?){5}\] digits\n$/,
  );
});

const withNumpy = findPython('numpy');
it.skipIf(!withNumpy)('the code for NumPy answers what the network answers', async () => {
  const lines = code('NPZ and safetensors', 'python').replace('argmax(1)', 'ravel().tolist()');
  const zeros = { ...digits(), test: { ...digits().test, inputs: new Uint8Array(5 * 784) } };
  const own = await trained({ hidden: [5], activation: 'tanh', outputActivation: 'sigmoid' }, zeros);
  const answers = JSON.parse(printed(withNumpy, lines, 'bp-0.npz', await npz.write(own.network)));
  expect(furthest(answers, own.outputs)).toBeLessThan(1e-6);
});
