/** One dummy of each kind that can be added, following `docs/adding`: a file with its registry entry, or a field list entry. */
import { addFile, addLine, copyProject } from './copy';

/** A file to add, if any, and lines to insert. */
interface Addition {
  readonly file?: readonly [fixture: string, to: string];
  readonly lines: readonly (readonly [file: string, before: string, line: string])[];
}

/** A file, and its import and entry in the folder's registry. */
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

/** One of each kind. */
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
      ['src/views/pages.ts', 'reproducePage];', 'dummyPage,'],
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

/** Makes a copy of the project with all dummies. @returns the folder, which the caller must remove */
export async function copyWithAdditions(): Promise<string> {
  const copy = await copyProject();
  for (const { file, lines } of Object.values(additions)) {
    if (file) await addFile(copy, ...file);
    for (const line of lines) await addLine(copy, ...line);
  }
  return copy;
}
