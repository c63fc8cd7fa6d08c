/** Detects text formats other than CSV by their beginning, with advice for each. */

/** LIBSVM and SVMlight: a label, then index:value pairs. */
const sparse = /^[+-]?[\d.]+(?:,[+-]?[\d.]+)*(?: +qid:\d+)?(?: +\d+:[+-]?[\d.]+(?:e[+-]?\d+)?)* *(?:#.*)?$/i;
const pair = /(?:^| )\d+:[+-]?[\d.]/;

function isSparse(lines: readonly string[]): boolean {
  const rows = lines.filter((line) => !line.startsWith('#'));
  return (
    rows.length > 0 && rows.every((line) => sparse.test(line.trim())) && rows.some((line) => pair.test(line))
  );
}

const isJson = (line: string): boolean => {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
};

/** Whether a single JSON line is a row: nested values would be columns instead. */
const isFlat = (line: string): boolean =>
  isJson(line) && Object.values(JSON.parse(line) as object).every((value) => typeof value !== 'object');

interface TextFormat {
  /** @param text the file's beginning @param lines its complete, non-blank lines */
  readonly is: (text: string, lines: readonly string[]) => boolean;
  readonly says: string;
}

const formats: readonly TextFormat[] = [
  {
    is: (_, lines) => isSparse(lines),
    says: 'It is in the sparse format of LIBSVM and SVMlight (label index:value …): write it as a dense CSV, with scikit-learn: X, y = load_svmlight_file(FILE); np.savetxt("data.csv", np.c_[X.toarray(), y], delimiter=",").',
  },
  {
    is: (_, lines) => /^@relation\b/i.test(lines.find((line) => !line.startsWith('%')) ?? ''),
    says: 'It is an ARFF file of Weka: save it there as CSV, or with SciPy: pd.DataFrame(scipy.io.arff.loadarff(FILE)[0]).to_csv("data.csv", index=False).',
  },
  {
    is: (_, [first = '', second]) =>
      first.startsWith('{') && (second === undefined ? isFlat(first) : isJson(first) && isJson(second)),
    says: 'It is JSON Lines, with one object per line: save it as CSV, with pandas: pd.read_json(FILE, lines=True).to_csv("data.csv", index=False).',
  },
  {
    is: (text) =>
      /^\s*(?:\{\s*(?:"|\}|$)|\[\s*(?:[[{"\]\d-]|$))/.test(text) &&
      !/^\s*\[[^\]\n]*\][^\n,]*,[^\n]*\n(?!\s*[[\]{}"\d])/.test(text),
    says: 'It is JSON: save it as CSV, with pandas: pd.read_json(FILE).to_csv("data.csv", index=False).',
  },
  {
    is: (text) => /^%%MatrixMarket/i.test(text),
    says: 'It is a MatrixMarket file: save it as a dense array, with SciPy: np.save("data.npy", scipy.io.mmread(FILE).toarray()).',
  },
  {
    is: (_, [first = '', second = '']) => first.startsWith('|') && /^\|(?: *:?-+:? *\|)+$/.test(second),
    says: 'It is a Markdown table: save it as CSV, without the line of dashes and the bars at both ends.',
  },
  {
    is: (text) => /^\s*<(?:table|tbody|tr|t?head|body|meta|div)\b/i.test(text),
    says: 'It is an HTML table, perhaps named .xls: open it in a spreadsheet and save it as CSV.',
  },
  {
    is: (text) => /^\s*<\?xml|^\s*<[a-z][\w:.-]*(?:\s[^<>]*)?>\s*</i.test(text),
    says: 'It is XML: save the table as CSV.',
  },
  {
    is: (text) => /^\{\\rtf/.test(text),
    says: 'It is an RTF document: save the table as CSV.',
  },
  {
    is: (text) => /^HEADER RECORD\*{7}/.test(text),
    says: 'It is a SAS transport file (XPORT): save it as CSV, with pandas: pd.read_sas(FILE).to_csv("data.csv", index=False).',
  },
  {
    is: (text) => /^\$FL[23]@\(#\)/.test(text),
    says: 'It is an SPSS file: save it there as CSV, or with pandas: pd.read_spss(FILE).to_csv("data.csv", index=False).',
  },
  {
    is: (text) => /^(?:RD[AXB][23]\n|[AX]\n[23]\n)/.test(text),
    says: 'It is a data file of R: write it as CSV there: write.csv(x, "data.csv", row.names = FALSE).',
  },
  {
    is: (text) => /^<stata_dta>/.test(text),
    says: 'It is a Stata file: save it there as CSV (export delimited), or with pandas: pd.read_stata(FILE).to_csv("data.csv", index=False).',
  },
  {
    is: (text) => /^%PDF|^%!PS/.test(text),
    says: 'It is a PDF or PostScript document: save the table as CSV.',
  },
  {
    is: (_, lines) =>
      /^(?:create table|insert into|drop table)\b/i.test(
        lines.find((line) => !/^(?:--|\/\*)/.test(line)) ?? '',
      ),
    says: 'It is an SQL dump: export the table as CSV.',
  },
  {
    is: (_, lines) => lines.length > 1 && /^version https:\/\/git-lfs/.test(lines[0]!),
    says: 'It is a Git LFS pointer, not the file itself: fetch it with git lfs pull.',
  },
];

/** A sentence on a text that is not CSV; undefined if it may be. @param text the file's beginning */
export function textFormatOf(text: string): string | undefined {
  const end = text.lastIndexOf('\n');
  const lines = (end < 0 ? text : text.slice(0, end)).split('\n').filter((line) => line.trim() !== '');
  return formats.find(({ is }) =>
    is(
      text,
      lines.map((line) => line.trimEnd()),
    ),
  )?.says;
}
