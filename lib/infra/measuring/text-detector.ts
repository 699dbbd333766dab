/** The detection network of PP-OCRv4: where in a picture there is text. */
import { AppError } from '@/lib/domain/errors';
import type { Pixels } from '@/lib/domain/hygiene/pixels';
import { textShare, type LikelyText } from '@/lib/domain/hygiene/text-share';
import { floats, openSession, Tensor, type Session } from '../encoders/ort';
import { plainReason } from '../encoders/runtime-reason';
import { textModel } from './text-model';

/** The network halves a picture five times. */
const STEP = 32;
/**
 * ImageNet's means and deviations of red, green and blue, which PP-OCR was trained with on blue, green and
 * red: in this order, or it finds less.
 */
const MEAN = [0.485, 0.456, 0.406];
const DEVIATION = [0.229, 0.224, 0.225];

export class TextDetector {
  private constructor(private readonly session: Session) {}

  /** Throws `unavailable` where the weights or the runtime cannot be loaded. */
  static async open(weights: () => Promise<Buffer> = textModel): Promise<TextDetector> {
    try {
      return new TextDetector(await openSession(await weights()));
    } catch (error) {
      throw detectorMissing(plainReason(error), error);
    }
  }

  /** Percent of a picture that text covers. */
  async share(image: Pixels): Promise<number> {
    return textShare(await this.likelyText(image));
  }

  async likelyText(image: Pixels): Promise<LikelyText> {
    const width = Math.ceil(image.width / STEP) * STEP;
    const height = Math.ceil(image.height / STEP) * STEP;
    const [input, output] = [this.session.inputNames[0]!, this.session.outputNames[0]!];
    const tensor = new Tensor('float32', planes(image, width, height), [1, 3, height, width]);
    const likely = floats(await this.session.run({ [input]: tensor }), output);
    return { likely, stride: width, width: image.width, height: image.height };
  }

  async close(): Promise<void> {
    await this.session.release();
  }
}

/** Throws `unavailable` before anything is measured in vain. */
export async function requireTextModel(): Promise<void> {
  try {
    await textModel();
  } catch (error) {
    throw detectorMissing(plainReason(error), error);
  }
}

export const detectorMissing = (reason: string, cause?: unknown): AppError =>
  new AppError(
    'unavailable',
    `The text detector cannot be loaded: ${reason} The flags of images stay as they were. Have the operator install what Blindpair needs again (npm ci), then start the check again; what was measured is kept.`,
    { key: 'textDetectorMissing', params: { reason }, cause },
  );

/** Blue, green, red, one after another. To the right and below, a picture is filled up with the mean. */
function planes({ data, width, height }: Pixels, columns: number, rows: number): Float32Array {
  const size = columns * rows;
  const out = new Float32Array(3 * size);
  for (let plane = 0; plane < 3; plane += 1) {
    const scale = 1 / (255 * DEVIATION[plane]!);
    const offset = MEAN[plane]! / DEVIATION[plane]!;
    for (let y = 0; y < height; y += 1) {
      let from = y * width * 3 + (2 - plane);
      let to = plane * size + y * columns;
      for (let x = 0; x < width; x += 1, from += 3, to += 1) out[to] = data[from]! * scale - offset;
    }
  }
  return out;
}
