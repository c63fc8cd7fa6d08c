/** Dummies of each kind of thing that can be added, as docs say: a file and one registry line, or one line of the field list. */
import { addFile, addLine, copyProject } from './copy';

/** A thing to add: its file, where there is one, and its lines. */
interface Addition {
  readonly file?: readonly [fixture: string, to: string];
  readonly lines: readonly (readonly [file: string, before: string, line: string])[];
}

/** A file and a line in a registry: its import, and its entry. */
const entry = (fixture: string, folder: string, name: string): Addition => ({
  file: [`${fixture}.ts`, `${folder}/${fixture}.ts`],
  lines: [
    [`${folder}/index.ts`, 'import type {', `import { ${fixture} } from './${fixture}';`],
    [`${folder}/index.ts`, '} as const satisfies', `  ${name}: ${fixture},`],
  ],
});

const setting = (line: string): Addition => ({
  lines: [['src/core/run/settings.ts', '} satisfies Record<string, Setting>', `  ${line},`]],
});

/** Of each kind of thing one. */
const additions: Readonly<Record<string, Addition>> = {
  rule: entry('dummyRule', 'src/core/rules', 'dummy'),
  measure: entry('dummyMeasure', 'src/core/measures', 'dummy'),
  block: entry('dummyBlock', 'src/core/blocks', 'dummy'),
  chart: {
    file: ['dummyChart.ts', 'src/views/lab/charts/dummyChart.ts'],
    lines: [
      [
        'src/views/lab/figures.ts',
        'import type { LineFigure }',
        "import { dummyChart } from './charts/dummyChart';",
      ],
      [
        'src/views/lab/figures.ts',
        '  { own: predicted',
        "  { line: dummyChart, place: 'beside', tab: 'Dummy', tasks: ['classification', 'regression'] },",
      ],
    ],
  },
  page: {
    file: ['dummyPage.ts', 'src/views/dummy/page.ts'],
    lines: [
      ['src/views/pages.ts', 'import type {', "import { dummyPage } from './dummy/page';"],
      ['src/views/pages.ts', 'dataPage];', 'dummyPage,'],
    ],
  },
  number: setting(
    "dummyWidth: wholeNumber(1, 9, { label: 'Dummy width', group: 'network', help: 'a number', default: 3 })",
  ),
  choice: setting(
    "dummyMode: choiceOf(feedbackSharings, { label: 'Dummy mode', group: 'feedback', help: 'a choice', default: 'per-layer' })",
  ),
  switch: setting(
    "dummySwitch: yesOrNo({ label: 'Dummy switch', group: 'training', help: 'a switch', default: true })",
  ),
};

/** A copy of the project with all of them. @returns the folder; whoever made it removes it */
export async function copyWithAdditions(): Promise<string> {
  const copy = await copyProject();
  for (const { file, lines } of Object.values(additions)) {
    if (file) await addFile(copy, ...file);
    for (const line of lines) await addLine(copy, ...line);
  }
  return copy;
}
