import { modelWithAccuracy } from '@/lib/domain/statistics/simulate';
import { coverageOf } from '@/lib/domain/statistics/simulate-coverage';
const model = modelWithAccuracy('pair', 0.957, { raterSd: 1, pairSd: 1, itemSd: 0.5 });
console.log(JSON.stringify(coverageOf(model, { pairs: 60, raters: 10 }, { from: 0, to: 1000, seed: 'coverage-1', items: true })));
