/** What stands behind WebGPU here. A software adapter is far slower than wasm and takes seconds to compile. */
export async function describeAdapter(): Promise<'none' | 'software' | 'hardware'> {
  // `navigator.gpu` present does not mean an adapter.
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) return 'none';
  const { info } = adapter;
  const software =
    info.isFallbackAdapter ||
    /swiftshader|llvmpipe|lavapipe/i.test(`${info.architecture} ${info.description}`);
  return software ? 'software' : 'hardware';
}
