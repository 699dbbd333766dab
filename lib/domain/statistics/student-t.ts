/** Student's t distribution with any number of degrees of freedom above 0. */
import { inverseNormal } from './normal';

/**
 * Two-sided critical value: the half width of a confidence interval in standard errors, 2.776 for 0.95
 * and 4 degrees of freedom. Accurate to about 1e-10. Throws RangeError outside its domain.
 */
export function tCritical(confidence: number, degreesOfFreedom: number): number {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`A confidence between 0 and 1 is needed, got ${confidence}.`);
  }
  if (!(degreesOfFreedom > 0)) throw new RangeError('Degrees of freedom are above 0.');
  const normal = inverseNormal((1 + confidence) / 2);
  if (degreesOfFreedom > 1e7) return normal;
  // The tails are heavier than the normal's, so it lies below; doubling finds a bound above.
  let low = normal;
  let high = 2 * normal;
  while (central(high, degreesOfFreedom) < confidence) high *= 2;
  for (let step = 0; step < 80 && high - low > 1e-13 * high; step += 1) {
    const middle = (low + high) / 2;
    if (central(middle, degreesOfFreedom) < confidence) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(|T| <= t): 1 - I(df / (df + t²); df/2, 1/2), DLMF 8.17. */
const central = (t: number, df: number): number =>
  1 - incompleteBeta(df / (df + t * t), (t * t) / (df + t * t), df / 2, 0.5);

/** Regularised incomplete beta function at `x`, with `rest` = 1 - x exact, by DLMF 8.17.22. */
function incompleteBeta(x: number, rest: number, a: number, b: number): number {
  if (x === 0 || rest === 0) return x;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(rest, x, b, a);
  const front = Math.exp(
    a * Math.log(x) + b * Math.log(rest) + logGamma(a + b) - logGamma(a) - logGamma(b),
  );
  return front / (a * continuedFraction(x, a, b));
}

/** 1 + d1/(1 + d2/(1 + ...)), evaluated from far inside outwards: it converges fast below the mean. */
function continuedFraction(x: number, a: number, b: number): number {
  let value = 1;
  for (let m = 400; m >= 1; m -= 1) {
    const half = Math.floor(m / 2);
    const d =
      m % 2 === 0
        ? (half * (b - half) * x) / ((a + m - 1) * (a + m))
        : (-(a + half) * (a + b + half) * x) / ((a + m - 1) * (a + m));
    value = 1 + d / value;
  }
  return value;
}

/** Stirling's series (DLMF 5.11.1) after raising the argument to 10 or more. */
function logGamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < 10; z += 1) shift += Math.log(z);
  const y = 1 / (z * z);
  const series = 1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y / 1188)));
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series / z - shift;
}
