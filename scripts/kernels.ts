/** `npm run kernels`: compiles wasm/ (AssemblyScript) to the modules in src/kernels/wasm; a test checks that they are current. */
import { realpathSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The compiler API used here. Its own typings declare globals that Node does not have. */
interface Compiler {
  readonly main: (
    args: readonly string[],
    files: {
      readonly readFile: (name: string) => Promise<string> | null;
      readonly writeFile: (name: string, contents: Uint8Array | string) => void;
      readonly listFiles: () => string[];
    },
  ) => Promise<{ readonly error: Error | null; readonly stderr: { readonly toString: () => string } }>;
}
const compilerModule: string = 'assemblyscript/asc';

const sources = fileURLToPath(new URL('../wasm/', import.meta.url));
/** One set of sources, compiled without and with fused multiply-add. */
export const modules = [
  { file: 'src/kernels/wasm/binary.ts', name: 'binary', features: ['simd', 'threads'] },
  {
    file: 'src/kernels/wasm/fusedBinary.ts',
    name: 'fusedBinary',
    features: ['simd', 'threads', 'relaxed-simd'],
  },
] as const;
type Module = (typeof modules)[number];
export const pathOf = ({ file }: Module): string => fileURLToPath(new URL(`../${file}`, import.meta.url));

/** No static data and no allocator: the backend owns the memory. */
const options = [
  ...['--runtime', 'stub', '--importMemory', '--noExportMemory', '--initialMemory', '1', '--noAssert'],
  '-O3',
];

/** @throws Error with the compiler's messages */
export async function compileKernels({ features }: Module): Promise<Uint8Array> {
  const { default: asc } = (await import(compilerModule)) as { readonly default: Compiler };
  const there = await readdir(sources);
  const enabled = features.flatMap((feature) => ['--enable', feature]);
  const files = new Map<string, Uint8Array | string>();
  const { error, stderr } = await asc.main(
    ['kernels.ts', '--outFile', 'kernels.wasm', ...options, ...enabled],
    {
      readFile: (name) => (there.includes(name) ? readFile(`${sources}${name}`, 'utf8') : null),
      writeFile: (name, contents) => {
        files.set(name, contents);
      },
      listFiles: () => [],
    },
  );
  const binary = files.get('kernels.wasm');
  if (error || !(binary instanceof Uint8Array))
    throw new Error(`${error?.message ?? ''}\n${stderr.toString()}`);
  return binary;
}

const LINE = 100;

/** The module as a TypeScript file, which page, workers and Node can import without a request. */
export function binaryModule({ name }: Module, bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('base64');
  const lines = text.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return [
    '/** Written by `npm run kernels` from wasm/. */',
    `export const ${name} = [`,
    ...lines.map((line) => `  '${line}',`),
    "].join('');",
    '',
  ].join('\n');
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  for (const module of modules) {
    const bytes = await compileKernels(module);
    await writeFile(pathOf(module), binaryModule(module, bytes));
    console.log(`${module.file}: ${bytes.length} bytes of wasm.`);
  }
}
