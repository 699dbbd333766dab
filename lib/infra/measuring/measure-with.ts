import { measure, type Measures } from '@/lib/domain/hygiene/measures';
import type { Pixels } from '@/lib/domain/hygiene/pixels';
import type { TextDetector } from './text-detector';

/** All measures of one picture, whose longer side is MEASURED_SIDE or less. */
export const measureWith = async (detector: TextDetector, pixels: Pixels): Promise<Measures> => ({
  ...measure(pixels),
  text: await detector.share(pixels),
});
