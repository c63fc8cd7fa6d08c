/** An experiment as a URL query; the default experiment's is empty. */
import type { Experiment } from '../../core/run/spec';
import { defaultExperiment } from '../defaults';
import { fieldKeys, fields, formatSetting } from '../fields/fields';
import { type ReadExperiment, readSettings, unknownSetting } from './read';
import { viewKeys } from './view';

/** Only settings that differ from their defaults, in the order of the fields. */
export function toQuery(experiment: Experiment): string {
  const defaults = defaultExperiment(experiment.dataset);
  const parts = fieldKeys.flatMap((name) => {
    const text = formatSetting(experiment, name);
    const always = name === 'dataset' && experiment.dataset !== 'digits';
    return always || text !== formatSetting(defaults, name) ? [`${fields[name].key}=${encode(text)}`] : [];
  });
  return parts.join('&');
}

/** Keeps commas, colons and equal signs unescaped, which query values may contain. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/%(2C|3A|3D)/g, decodeURIComponent);
}

/** "“3” and “5”" */
const quoted = (texts: readonly string[]): string => texts.map((text) => `“${text}”`).join(' and ');

export function fromQuery(query: string): ReadExperiment {
  const given = [...new URLSearchParams(query)].filter(([key]) => !viewKeys.includes(key));
  const textsOf = (key: string) => given.flatMap(([name, text]) => (name === key ? [text] : []));
  const { experiment, problems } = readSettings((_name, { key, label, parse }, so) => {
    const [text, ...more] = textsOf(key);
    if (text === undefined) return undefined;
    const all = [text, ...more];
    return more.length === 0
      ? parse(text, so)
      : {
          ok: false,
          problem: `${label}: the address says ${key} more than once, ${quoted(all)}. Keep one.`,
        };
  });
  const known = new Set(fieldKeys.map((name) => fields[name].key));
  const unknown = given.filter(([key]) => !known.has(key));
  const strange = new Set(unknown.map(([key, text]) => unknownSetting(key, text, known)));
  return { experiment, problems: [...problems, ...strange] };
}
