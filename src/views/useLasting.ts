import { useEffect, useState } from 'react';

/** True once `on` has lasted long enough to be worth showing. */
export function useLasting(on: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!on) return setLasting(false);
    const timer = setTimeout(() => setLasting(true), 150);
    return () => clearTimeout(timer);
  }, [on]);
  return on && lasting;
}
