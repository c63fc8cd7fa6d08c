/** Learning rates as text: "0.001" for all, "bp=0.01" for one while the others keep theirs, "0.001,bp=0.01" for both. */
import { type RuleId, ruleIds } from '../core/rules';
import type { Experiment } from '../core/run';
import { asWritten, type Field, fail, numberOf, type Parsed } from './field';

type Rates = Experiment['learningRate'];
const LABEL = 'Learning rate';

const isRule = (id: string): id is RuleId => (ruleIds as string[]).includes(id);

const sameRate = (rate: number): Rates => Object.fromEntries(ruleIds.map((id) => [id, rate])) as Rates;

function checkRate(value: number, text: string): Parsed<number> {
  return value > 0 && value <= 1000
    ? { ok: true, value }
    : fail(LABEL, text, 'is not a number above 0, at most 1000. Write 0.001, or bp=0.01,dfa=0.0001');
}

function withRate(rates: Rates, id: string | undefined, value: number, text: string): Parsed<Rates> {
  if (id !== undefined && !isRule(id))
    return fail(LABEL, id, `is not an algorithm. Choose ${ruleIds.join(', ')}`);
  const rate = checkRate(value, text);
  if (!rate.ok) return rate;
  return { ok: true, value: id === undefined ? sameRate(rate.value) : { ...rates, [id]: rate.value } };
}

function parse(text: string, experiment: Experiment): Parsed<Rates> {
  let rates: Rates = { ...experiment.learningRate };
  for (const part of text.split(',')) {
    const [id, value] = part.includes('=') ? part.split('=').map((side) => side.trim()) : [undefined, part];
    const read = withRate(rates, id, numberOf(value ?? ''), value ?? '');
    if (!read.ok) return read;
    rates = read.value;
  }
  return { ok: true, value: rates };
}

/** The rate that most rules have, then those that differ. */
function format(rates: Rates): string {
  const counts = new Map<number, number>();
  for (const id of ruleIds) counts.set(rates[id], (counts.get(rates[id]) ?? 0) + 1);
  const [common] = [...counts].sort(([, a], [, b]) => b - a)[0] as [number, number];
  const others = ruleIds.filter((id) => rates[id] !== common).map((id) => `${id}=${rates[id]}`);
  return [String(common), ...others].join(',');
}

/** One number for all, or an object with some of the rules. */
function read(value: unknown, experiment: Experiment): Parsed<Rates> {
  if (typeof value === 'number') return withRate(experiment.learningRate, undefined, value, String(value));
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fail(LABEL, asWritten(value), 'is not a rate. Write 0.001, or {"bp": 0.01, "dfa": 0.0001}');
  let rates: Rates = { ...experiment.learningRate };
  for (const [id, rate] of Object.entries(value)) {
    const next = withRate(rates, id, typeof rate === 'number' ? rate : Number.NaN, asWritten(rate));
    if (!next.ok) return next;
    rates = next.value;
  }
  return { ok: true, value: rates };
}

export const learningRateField: Field<'learningRate'> = {
  key: 'learning-rate',
  label: LABEL,
  group: 'training',
  help: '0.001 for all, or bp=0.01,dfa=0.0001 for some',
  parse,
  format,
  read,
};
