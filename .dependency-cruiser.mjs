/**
 * Who may import whom in src, and which packages. `npm run docs` writes docs/architecture.md's tables from this file.
 * Tests (*.test.ts, testSupport.ts) stand outside: they may look at everything, and nothing looks at them.
 */

/** What everyone may import: the form of an experiment, the registries, and types of plain data. */
export const registries = [
  '^src/core/(format|options|errorMemory/delayProblem)\\.ts$',
  '^src/core/(network/given|run/(spec|networkProblem|setting|settings|backends|events|variants|inspect/(argmax|grid))|samples/(dataset|inputScale|scenario/(settings|phases|problem))|trainer/(epochSteps|pipeline/(pipelineShape|problem|split))|rules/(rule|look|locking)|blocks/(activation|block|border|chain|hidden|windows|transformer/sizes)|head/loss|measures/(sampling|unit))\\.ts$',
  '^src/core/(cost/(calls|cost|footprint|lanes|lockedStages|measured|stageGain|timeline|ways)|random/(rng|portable)|feedback/feedbackWeights)\\.ts$',
  '^src/core/(blocks|rules|optimizers|schedules|weights|feedback|errorMemory/transforms|measures)/index\\.ts$',
  '^src/data/(index|spec|preview|storage/ownDatasets|import/(decisions|readingLines|answers|table/table|numbers/marks))\\.ts$',
];
/** Modules of engine and data whose types alone are read elsewhere: what they send is plain data. */
const plainData = '^src/(core/measures/measure|data/fetch/sources)\\.ts$';
const inspections = '^src/core/run/inspect/';
const tensorflow = '(^|/)node_modules/@tensorflow/';
/** Files for the command line that live beside what they read. */
const nodeFiles = '^src/data/node[A-Z][^/]*\\.ts$';
const test = '(\\.test|/testSupport)\\.tsx?$';

/**
 * Which parts of src a part may import besides itself, and which for their types only.
 * @type {{ part: string, holds: string, may: string[], types?: string[] }[]}
 */
export const parts = [
  {
    part: 'core',
    holds: 'rules, blocks, optimizers, losses, measures, the training loop; no DOM, no framework, no device',
    may: [],
  },
  {
    part: 'data',
    holds: 'data sets as typed arrays: generators, parsers, sources, import, storage; no tensors',
    may: ['^src/core/(random/(rng|portable)|format)\\.ts$', '^src/core/rules/index\\.ts$'],
    types: ['^src/core/'],
  },
  {
    part: 'kernels',
    holds: 'the same steps in fewer operations, per backend: WebAssembly (AssemblyScript), WebGPU (WGSL)',
    may: [
      '^src/core/(blocks/(activation|block|border|residual|windows|transformer/(attention|transformer))|cost/(calls|footprint|sharing)|head/(head|loss)|rules/rule|samples/rows|options)\\.ts$',
      '^src/core/(optimizers|rules|errorMemory/transforms)/',
    ],
    types: ['^src/core/'],
  },
  {
    part: 'experiment',
    holds:
      'an experiment as text: fields of form, link, file and command line; lists into runs; means over seeds',
    may: registries,
    types: ['^src/core/run/checkpoint\\.ts$'],
  },
  {
    part: 'notebook',
    holds: 'kept experiments, runs, curves and checkpoints: database, migrations, statistics, files',
    may: [...registries, '^src/experiment/', '^src/data/storage/connection\\.ts$'],
    types: ['^src/core/', '^src/data/'],
  },
  {
    part: 'exports',
    holds: 'results, networks and experiments as files of other tools',
    may: [
      ...registries,
      '^src/(experiment|notebook)/',
      '^src/core/run/drawnRun\\.ts$',
      '^src/data/(import/arrays/(arrayFile|npy)|storage/contentChecksum)\\.ts$',
    ],
    types: ['^src/core/', '^src/data/'],
  },
  {
    part: 'figures',
    holds:
      'figures as SVG elements, for page and command line: axes, lines, marks, labels, colours, what is drawn of kept runs, the file',
    may: [...registries, '^src/(experiment|exports|notebook/stats)/', '^src/notebook/keys\\.ts$'],
    types: ['^src/notebook/records\\.ts$'],
  },
  {
    part: 'worker',
    holds: "sets up one backend, forwards a run's events and keeps them; imports files",
    may: ['^src/(core|data|kernels|notebook|exports)/'],
  },
  {
    part: 'client',
    holds: "the page's side of the workers: spare workers, start, pause, stop, turns, watchdog",
    may: [...registries, '^src/experiment/', '^src/data/storage/memoryStore\\.ts$'],
    types: ['^src/worker/', plainData, inspections],
  },
  {
    part: 'store',
    holds: 'settings, runs and curves (zustand), without React',
    may: [...registries, '^src/(experiment|client|notebook|exports)/'],
    types: [plainData, inspections],
  },
  {
    part: 'views',
    holds: 'the page (React)',
    may: [
      ...registries,
      '^src/(experiment|store|notebook/stats|exports|figures)/',
      '^src/notebook/keys\\.ts$',
    ],
    types: ['^src/client/types\\.ts$', '^src/notebook/records\\.ts$', plainData, inspections],
  },
  {
    part: 'cli',
    holds: 'the command line, in Node',
    may: ['^src/(core|data|kernels|experiment|notebook|exports|figures)/'],
  },
];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const directions = parts.flatMap(({ part, may, types = [] }) => {
  const own = `^src/${part}/`;
  const elsewhere = { path: '^src/', pathNot: [own, ...may] };
  const from = { path: own, pathNot: [test] };
  const severity = /** @type {const} */ ('error');
  if (types.length === 0) return [{ name: `direction-${part}`, severity, from, to: elsewhere }];
  return [
    {
      name: `direction-${part}`,
      severity,
      from,
      to: { ...elsewhere, pathNot: [...elsewhere.pathNot, ...types] },
    },
    {
      name: `types-only-${part}`,
      comment: 'May be imported with `import type`.',
      severity,
      from,
      to: { path: types, pathNot: [own, ...may], dependencyTypesNot: ['type-only'] },
    },
  ];
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...directions,
    {
      name: 'core-packages',
      comment: 'The core is framework-free: tfjs-core and zod.',
      severity: 'error',
      from: { path: '^src/core/', pathNot: [test] },
      to: {
        dependencyTypesNot: ['local'],
        pathNot: ['^src/', `${tensorflow}tfjs-core/`, '(^|/)node_modules/zod/'],
      },
    },
    {
      name: 'data-packages',
      comment: 'Typed arrays in, typed arrays out: no tensors; packages for CSV, zip and IndexedDB alone.',
      severity: 'error',
      from: { path: '^src/data/', pathNot: [test] },
      to: {
        path: 'node_modules/',
        pathNot: ['(^|/)node_modules/(@types/)?papaparse/', '(^|/)node_modules/(idb|fflate|nanotar)/'],
      },
    },
    {
      name: 'kernels-packages',
      comment: 'Kernels need their backend, and nothing else.',
      severity: 'error',
      from: { path: '^src/kernels/', pathNot: [test] },
      to: { path: 'node_modules/', pathNot: [tensorflow] },
    },
    {
      name: 'experiment-packages',
      comment: 'Used by page and command line.',
      severity: 'error',
      from: { path: '^src/experiment/', pathNot: [test] },
      to: { path: 'node_modules/', pathNot: ['(^|/)node_modules/zod/'] },
    },
    {
      name: 'tensors-stay-in-the-worker',
      comment: 'The page holds plain numbers; TensorFlow.js would also triple its first load.',
      severity: 'error',
      from: {
        path: ['^src/(client|store|views|figures|experiment|exports)/', '^src/main\\.tsx$'],
        pathNot: [test],
      },
      to: { path: tensorflow },
    },
    {
      name: 'comlink-at-the-border',
      comment: 'Only these two know about threads.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(client|worker)/', test] },
      to: { path: '(^|/)node_modules/comlink/' },
    },
    {
      name: 'react-in-views-only',
      comment: 'The store’s core is free of React; views and hooks use React, and figures are its elements.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['^src/(views|figures|cli/plot)/', '^src/store/use[^/]*\\.ts$', '^src/main\\.tsx$', test],
      },
      to: {
        path: '(^|/)node_modules/(react|react-dom|recharts|lucide-react|@types/react|@types/react-dom)/',
      },
    },
    {
      name: 'figures-packages',
      comment: 'Figures are elements, which page and command line render: no browser, no state.',
      severity: 'error',
      from: { path: '^src/figures/', pathNot: [test] },
      to: { path: 'node_modules/', pathNot: ['(^|/)node_modules/(@types/)?react/'] },
    },
    {
      name: 'nothing-imports-views',
      comment: 'Nothing but `src/main.tsx` imports views.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/views/', '^src/main\\.tsx$', test] },
      to: { path: '^src/views/' },
    },
    {
      name: 'nothing-imports-tests',
      comment: 'Nothing imports tests or their support.',
      severity: 'error',
      from: { path: '^src/', pathNot: [test] },
      to: { path: test },
    },
    {
      name: 'rules-stand-alone',
      comment: 'A rule is one file; code that two rules share belongs in the engine.',
      severity: 'error',
      from: { path: '^src/core/rules/(?!(index|rule)\\.ts)[^/]+\\.ts$', pathNot: [test] },
      to: { path: '^src/core/rules/', pathNot: ['^src/core/rules/rule\\.ts$'] },
    },
    {
      name: 'node-in-cli-only',
      comment: 'Only `src/cli` and `src/data/node*.ts` use Node modules.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/cli/', nodeFiles, test] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'node-files-for-cli-only',
      comment: 'Only `src/cli` imports `src/data/node*.ts`.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/cli/', nodeFiles, test] },
      to: { path: nodeFiles },
    },
    {
      name: 'no-development-packages',
      comment: 'Packages that the page runs are `dependencies`; the command line runs from a checkout.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/cli/', '\\.d\\.ts$', test] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-undeclared-packages',
      comment: 'Every package is listed in `package.json`.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-circular',
      comment: 'There are no circular imports.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'Every import can be resolved.',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.css', '.json', '.wasm', '.woff2', '.svg'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
