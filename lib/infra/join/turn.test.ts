import { expect, it } from 'vitest';
import { othersWait, takeTurn } from './turn';

it('gives one turn at a time, in the order asked for, and none to who stopped waiting', async () => {
  const order: string[] = [];
  const end = await takeTurn();
  const stop = new AbortController();
  const [second, third, fourth] = ['second', 'third', 'fourth'].map(async (name, k) => {
    const over = await takeTurn(k === 1 ? stop.signal : undefined);
    order.push(name);
    return over;
  });
  expect(othersWait()).toBe(true);
  stop.abort(new Error('cancelled'));
  await expect(third).rejects.toThrow('cancelled');
  expect(order).toEqual([]);
  end();
  // Ended twice, it does not end the turn of another.
  end();
  const endSecond = await second!;
  expect(order).toEqual(['second']);
  expect(othersWait()).toBe(true);
  endSecond();
  (await fourth!)();
  expect(order).toEqual(['second', 'fourth']);
  expect(othersWait()).toBe(false);
  (await takeTurn())();
});
