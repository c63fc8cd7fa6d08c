/** Results that are kept for as long as everything they come from. */

interface Node<T> {
  readonly next: WeakMap<object, Node<T>>;
  found?: { readonly result: T };
}
const node = <T>(): Node<T> => ({ next: new WeakMap() });

/** The function, computed once for each list of the same objects, which must not change. */
export function byIdentity<P extends object, T>(of: (parts: readonly P[]) => T): (parts: readonly P[]) => T {
  const root = node<T>();
  return (parts) => {
    let at = root;
    for (const part of parts) {
      const next = at.next.get(part) ?? node<T>();
      at.next.set(part, next);
      at = next;
    }
    at.found ??= { result: of(parts) };
    return at.found.result;
  };
}
