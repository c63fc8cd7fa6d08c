import { execFileSync } from 'node:child_process';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { outcomeOf } from '../../store/learn/outcome';
import { createByRule } from '../../store/run/byRule';
import { createSeries } from '../../store/run/series';
import { lessons } from './lessons';

const wanted = process.env.LESSONS?.split(',');
it.each(lessons.filter(({ id }) => !wanted || wanted.includes(id)))(
  '$id',
  ({ id, words, miniLab, prediction }) => {
    const began = Date.now();
    const records = new Map(
      miniLab.arms.map((arm) => {
        const options = [...new URLSearchParams(arm.query)].flatMap(([k, v]) => [`--${k}`, v]);
        const text = execFileSync(
          'node',
          ['--import', 'tsx', 'src/cli/main.ts', 'train', ...options, '--json'],
          { maxBuffer: 1e9, stdio: ['ignore', 'pipe', 'ignore'] },
        ).toString();
        const events = text
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line))
          .filter((e) => e.run);
        const series = createSeries();
        const runs = [
          ...new Map(events.map((e) => [e.run, { id: e.run, rule: e.rule, seed: e.seed }])).values(),
        ];
        series.reset(runs);
        for (const e of events) {
          series.add(e);
          if (e.type === 'summary') series.end(e.run, 'done');
        }
        return [arm.id, createByRule(series).rules()] as const;
      }),
    );
    const outcome = outcomeOf(records);
    const html = renderToStaticMarkup(words.happened(outcome) as never);
    console.log(
      `${id}: ${prediction.actual(outcome)} (expected ${prediction.expected}), ${Date.now() - began} ms\n${html.replace(/<[^>]+>/g, ' ')}`,
    );
    expect(prediction.actual(outcome)).toBe(prediction.expected);
  },
  900_000,
);
