/** Compute programs of the project: their WGSL and their compiled pipelines. */

/** What a program binds. */
export interface Binding {
  readonly name: string;
  readonly type: 'f32' | 'i32' | 'u32';
  /** Written tensors may be read too. */
  readonly access: 'read' | 'read_write';
}

/**
 * What a program's `main` is: `tiles` calls `tile(group, own)` in workgroups of 16 × 16 threads, which share `lefts` and
 * `rights`; `samples` calls `sample(n)` for n < u.shape.x; `output` sums what `sample(n)` returns in one workgroup. `own` is
 * part of the code.
 */
export type Main = 'tiles' | 'samples' | 'output' | 'own';

export interface Program {
  /** Unique to the code: the cache's key. */
  readonly key: string;
  readonly bindings: readonly Binding[];
  /**
   * WGSL. It reads entry i of a read binding by `name(i)`, so that a repeated step may compute what a tensor would hold; a
   * written binding is an array. The call's numbers are `u.shape` and `u.numbers`, and `u.batch`: where the batch begins in
   * the list of samples, and the place of its loss.
   */
  readonly code: string;
  readonly main: Main;
  /** How a program may compute an entry of the result, the last binding, by itself. Absent where that costs as much as all. */
  readonly entry?: (shape: readonly number[]) => Entry;
}

export interface Entry {
  /** `entry(i)`, and the functions that it calls. */
  readonly code: string;
  /** Terms of the sum that it computes. */
  readonly terms: number;
}

/** Threads of a workgroup that takes samples. */
export const THREADS = 64;
/** Threads of the one workgroup that sums over samples. */
const OUTPUT_THREADS = 256;

/** 32 × 32 tiles in workgroup memory, padded by one column to avoid bank conflicts. */
const TILES = ['lefts', 'rights']
  .map((name) => `var<workgroup> ${name}: array<array<f32, 33>, 32>;`)
  .join('\n');

/** @param call of the tile @param more calls for each sample */
export const mains = {
  tiles: (call = 'tile(group, own);') => `${TILES}
@compute @workgroup_size(16, 16)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_id) own: vec3<u32>) { ${call} }`,
  samples: () => `@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) own: vec3<u32>) { if (own.x < u.shape.x) { sample(own.x); } }`,
  output: (more = '') => `var<workgroup> sums: array<f32, ${OUTPUT_THREADS}>;
@compute @workgroup_size(${OUTPUT_THREADS})
fn main(@builtin(local_invocation_index) own: u32) {
  var sum = 0.0;
  for (var n = own; n < u.shape.x; n += ${OUTPUT_THREADS}u) { sum += sample(n); ${more} }
  sums[own] = sum;
  workgroupBarrier();
  for (var width = ${OUTPUT_THREADS / 2}u; width > 0u; width /= 2u) {
    if (own < width) { sums[own] += sums[own + width]; }
    workgroupBarrier();
  }
  if (own == 0u) { loss[u.batch.y] = sums[0] / f32(u.shape.x); }
}`,
  own: () => '',
} as const satisfies Record<Main, (text?: string) => string>;

/** 16 bytes of `shape`, 32 of `numbers` and 16 of `batch`. */
export const UNIFORM_BYTES = 64;
/** Where `numbers` and `batch` begin, in words of four bytes. */
export const [NUMBERS_AT, BATCH_AT] = [4, 12] as const;

const UNIFORMS = 'struct Uniforms { shape: vec4<u32>, numbers: array<vec4<f32>, 2>, batch: vec4<u32> }';

/** Name of the array behind a read binding. */
export const arrayOf = (name: string): string => `${name}_`;

function declared({ name, type, access }: Binding, place: number): string {
  const at = `@group(0) @binding(${place}) var<storage, ${access}>`;
  if (access === 'read_write') return `${at} ${name}: array<${type}>;`;
  return `${at} ${arrayOf(name)}: array<${type}>;`;
}

/** The function by which a program reads a binding's entries. @param from the array */
export const reader = ({ name, type }: Binding, from = arrayOf(name)): string =>
  `fn ${name}(i: u32) -> ${type} { return ${from}[i]; }`;

/** One program, or several in one, with functions in place of some read bindings. */
export interface Compilable {
  readonly key: string;
  /** Names of their numbers. */
  readonly uniforms: readonly string[];
  readonly bindings: readonly Binding[];
  /** By which the program reads. */
  readonly readers: readonly string[];
  readonly code: string;
}

/** Each read binding is an array. */
export const plainly = ({ key, bindings, code, main }: Program): Compilable => ({
  ...{ key, bindings },
  uniforms: ['u'],
  readers: bindings.filter(({ access }) => access === 'read').map((one) => reader(one)),
  code: `${code}\n${mains[main]()}`,
});

export interface Compiled {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

/** Each device's pipelines, by program key. */
const pipelines = new WeakMap<GPUDevice, Map<string, Compiled>>();

function pipelinesOf(device: GPUDevice): Map<string, Compiled> {
  const known = pipelines.get(device) ?? new Map<string, Compiled>();
  pipelines.set(device, known);
  return known;
}

function descriptorOf(device: GPUDevice, { key, uniforms, bindings, readers, code }: Compilable) {
  const visibility = GPUShaderStage.COMPUTE;
  const buffers = bindings.map(({ access }, i): GPUBindGroupLayoutEntry => {
    const type = access === 'read' ? 'read-only-storage' : 'storage';
    return { binding: uniforms.length + i, visibility, buffer: { type } };
  });
  const uniform = { type: 'uniform', hasDynamicOffset: true, minBindingSize: UNIFORM_BYTES } as const;
  const layout = device.createBindGroupLayout({
    entries: [...uniforms.map((_, binding) => ({ binding, visibility, buffer: uniform })), ...buffers],
  });
  const variables = [
    ...uniforms.map((name, i) => `@group(0) @binding(${i}) var<uniform> ${name}: Uniforms;`),
    ...bindings.map((binding, i) => declared(binding, uniforms.length + i)),
  ];
  const module = device.createShaderModule({
    label: key,
    code: [UNIFORMS, ...variables, ...readers, code].join('\n'),
  });
  const descriptor: GPUComputePipelineDescriptor = {
    label: key,
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module, entryPoint: 'main' },
  };
  return { layout, descriptor };
}

/** @throws if the device rejects a program */
export async function compileAll(device: GPUDevice, programs: readonly Program[]): Promise<void> {
  const compiled = pipelinesOf(device);
  const missing = programs.filter(({ key }) => !compiled.has(key));
  await Promise.all(
    missing.map(async (program) => {
      const { layout, descriptor } = descriptorOf(device, plainly(program));
      compiled.set(program.key, { layout, pipeline: await device.createComputePipelineAsync(descriptor) });
    }),
  );
}

/** Compiles without waiting what `compileAll` has not compiled. */
export function compiledOf(device: GPUDevice, program: Compilable): Compiled {
  const compiled = pipelinesOf(device);
  const known = compiled.get(program.key);
  if (known) return known;
  const { layout, descriptor } = descriptorOf(device, program);
  const fresh = { layout, pipeline: device.createComputePipeline(descriptor) };
  compiled.set(program.key, fresh);
  return fresh;
}
