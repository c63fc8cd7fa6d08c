/** Compute programs of the project: their WGSL and their compiled pipelines. */

/** What a program binds. */
export interface Binding {
  readonly name: string;
  readonly type: 'f32' | 'i32' | 'u32';
  /** Written tensors may be read too. */
  readonly access: 'read' | 'read_write';
}

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
}

/** 16 bytes of `shape`, 32 of `numbers` and 16 of `batch`. */
export const UNIFORM_BYTES = 64;
/** Where `numbers` and `batch` begin, in words of four bytes. */
export const [NUMBERS_AT, BATCH_AT] = [4, 12] as const;

const UNIFORMS = `struct Uniforms { shape: vec4<u32>, numbers: array<vec4<f32>, 2>, batch: vec4<u32> }
@group(0) @binding(0) var<uniform> u: Uniforms;`;

/** Name of the array behind a read binding. */
export const arrayOf = (name: string): string => `${name}_`;

function declared({ name, type, access }: Binding, place: number): string {
  const at = `@group(0) @binding(${place}) var<storage, ${access}>`;
  if (access === 'read_write') return `${at} ${name}: array<${type}>;`;
  return `${at} ${arrayOf(name)}: array<${type}>;`;
}

/** The function by which a program reads a binding's entries. */
export const reader = ({ name, type }: Binding): string =>
  `fn ${name}(i: u32) -> ${type} { return ${arrayOf(name)}[i]; }`;

/** The program with functions in place of some read bindings. @param bindings of those functions, and all others */
export interface Compilable {
  readonly key: string;
  readonly bindings: readonly Binding[];
  /** By which the program reads. */
  readonly readers: readonly string[];
  readonly code: string;
}

/** Each read binding is an array. */
export const plainly = ({ key, bindings, code }: Program): Compilable => ({
  key,
  bindings,
  readers: bindings.filter(({ access }) => access === 'read').map(reader),
  code,
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

function descriptorOf(device: GPUDevice, { key, bindings, readers, code }: Compilable) {
  const visibility = GPUShaderStage.COMPUTE;
  const buffers = bindings.map(({ access }, i): GPUBindGroupLayoutEntry => {
    const type = access === 'read' ? 'read-only-storage' : 'storage';
    return { binding: i + 1, visibility, buffer: { type } };
  });
  const uniform = { type: 'uniform', hasDynamicOffset: true, minBindingSize: UNIFORM_BYTES } as const;
  const layout = device.createBindGroupLayout({
    entries: [{ binding: 0, visibility, buffer: uniform }, ...buffers],
  });
  const variables = bindings.map((binding, i) => declared(binding, i + 1));
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
