/** A figure's SVG as pixels. */

/** The PNG cannot be made; the message says why. */
export class PngProblem extends Error {
  override readonly name = 'PngProblem';
}

/** Pixels of the PNG for one of the SVG: sharp on paper and on dense screens. */
const SCALE = 2;
/** Neither black nor white, which browsers give in place of what was drawn. */
const CANARY = [18, 52, 86] as const;

function contextOf(width: number, height: number): CanvasRenderingContext2D {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  if (!context) throw new PngProblem('it is too large for this browser');
  return context;
}

/** Browsers may return noise or white, so that pages cannot recognise the computer. */
function expectReadable(): void {
  const context = contextOf(1, 1);
  context.fillStyle = `rgb(${CANARY.join(' ')})`;
  context.fillRect(0, 0, 1, 1);
  const { data } = context.getImageData(0, 0, 1, 1);
  if (CANARY.some((value, channel) => data[channel] !== value))
    throw new PngProblem('this browser does not let pages read what they draw');
}

async function imageOf(address: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = address;
  try {
    await image.decode();
  } catch {
    throw new PngProblem('this browser cannot draw it');
  }
  return image;
}

/** Draws a self-contained SVG at twice its size. @throws {PngProblem} */
export async function pngOf(svg: string): Promise<Blob> {
  expectReadable();
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = await imageOf(address);
    const [width, height] = [SCALE * image.naturalWidth, SCALE * image.naturalHeight];
    const context = contextOf(width, height);
    context.drawImage(image, 0, 0, width, height);
    const blob = await new Promise<Blob | null>((done) => context.canvas.toBlob(done, 'image/png'));
    if (!blob) throw new PngProblem('it is too large for this browser');
    return blob;
  } finally {
    URL.revokeObjectURL(address);
  }
}
