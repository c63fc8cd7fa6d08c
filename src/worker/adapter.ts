/** The kind of WebGPU adapter. A software adapter is far slower than wasm and takes seconds to compile shaders. */
export async function describeAdapter(): Promise<'none' | 'software' | 'hardware'> {
  // `navigator.gpu` can exist without an adapter.
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) return 'none';
  const { info } = adapter;
  const software =
    info.isFallbackAdapter ||
    /swiftshader|llvmpipe|lavapipe/i.test(`${info.architecture} ${info.description}`);
  return software ? 'software' : 'hardware';
}
