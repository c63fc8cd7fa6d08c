/** Times the calls of WebGPU's API that a training step makes, on the CPU. */

type Method = (this: unknown, ...args: unknown[]) => unknown;
export type Methods = Record<string, Method>;

/** Replaces a method. @returns a function that restores it */
export function replace(owner: Methods, name: string, by: (original: Method) => Method): () => void {
  const original = owner[name] as Method;
  owner[name] = by(original);
  return () => {
    owner[name] = original;
  };
}

export const prototypeOf = (type: { readonly prototype: object }): Methods => type.prototype as Methods;

const timed = (): readonly (readonly [string, Methods, readonly string[]])[] => [
  ['bind groups', prototypeOf(GPUDevice), ['createBindGroup']],
  ['writes of buffers', prototypeOf(GPUQueue), ['writeBuffer']],
  ['new buffers', prototypeOf(GPUDevice), ['createBuffer']],
  ['submissions', prototypeOf(GPUQueue), ['submit']],
  [
    'encoding',
    prototypeOf(GPUComputePassEncoder),
    ['setPipeline', 'setBindGroup', 'dispatchWorkgroups', 'end'],
  ],
  ['encoding', prototypeOf(GPUDevice), ['createCommandEncoder']],
  ['encoding', prototypeOf(GPUCommandEncoder), ['beginComputePass', 'copyBufferToBuffer', 'finish']],
];

export interface ApiTime {
  readonly calls: number;
  readonly milliseconds: number;
}

/** What each kind of call took during `work`. */
export async function timeApi(work: () => Promise<void>): Promise<ReadonlyMap<string, ApiTime>> {
  const spent = new Map<string, { calls: number; milliseconds: number }>();
  const back = timed().flatMap(([kind, owner, names]) => {
    const own = spent.get(kind) ?? { calls: 0, milliseconds: 0 };
    spent.set(kind, own);
    return names.map((name) =>
      replace(
        owner,
        name,
        (original) =>
          function (...args) {
            const from = performance.now();
            const result = original.apply(this, args);
            own.milliseconds += performance.now() - from;
            own.calls += 1;
            return result;
          },
      ),
    );
  });
  try {
    await work();
  } finally {
    for (const restore of back) restore();
  }
  return spent;
}
