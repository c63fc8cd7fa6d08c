import { useEffect, useRef, useState } from 'react';

/** Milliseconds between two announcements. */
const PACE = 6000;

/** A text that follows `text` slowly, so that a screen reader can keep up; at once when `key` changes. */
export function useSlowly(text: string, key: string): string {
  const [said, setSaid] = useState({ text: '', key: '' });
  const latest = useRef(text);
  latest.current = text;
  useEffect(() => {
    if (said.key !== key) {
      setSaid({ text: latest.current, key });
      return;
    }
    if (said.text === text) return;
    const timer = setTimeout(() => setSaid({ text: latest.current, key }), PACE);
    return () => clearTimeout(timer);
  }, [said, key, text]);
  return said.text;
}
