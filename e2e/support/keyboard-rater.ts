/** A rater who comes in by the open link, keeps to a plan, and touches nothing but the keyboard. */
import type { Page } from '@playwright/test';
import { expect } from './fixtures';

/** What one person does, fixed before the study; right wherever nothing else is said. */
export interface Plan {
  /** Participant id on the recruiting platform. */
  id: string;
  /** Items of the study that are answered wrong: number of the pair and side. */
  wrong?: readonly string[];
  cantTell?: string;
  failsPractice?: true;
  failsCheck?: true;
  /** Stops before the answer after so many. */
  most?: number;
}

/** One answer to an item of the study, as its giver knows it. */
export interface Given {
  id: string;
  item: string;
  right: boolean;
}

interface Screen {
  /** Tells this screen from the one before. */
  mark: string;
  heading: string;
  /** Of the picture's file in pixels; 0 where there is no picture to answer. */
  width: number;
  /** Answers in the order of display; empty where nothing is asked. */
  options: string[];
}

/**
 * Pictures are told apart by their width, since eyes are not to be had here: each is a pixel wider than
 * the one before, in the order A and B of the first pair, A and B of the second.
 */
const WIDTH = 240;
export const sizeOf = (index: number) => ({ width: WIDTH + index, height: 180 });
export function itemOf(width: number): { pair: number; side: 'A' | 'B' } {
  const index = width - WIDTH;
  return { pair: Math.ceil(index / 2), side: index % 2 === 1 ? 'A' : 'B' };
}

export async function joinByKeyboard(page: Page, link: string, id: string): Promise<void> {
  await page.goto(`${link}?PROLIFIC_PID=${id}&STUDY_ID=s1&SESSION_ID=x1`);
  const join = page.getByRole('button', { name: 'Agree and take part' });
  await expect(join).toBeEnabled();
  await page.getByRole('checkbox').press('Space');
  await join.press('Enter');
  await expect(page.getByRole('button', { name: 'Begin' })).toBeFocused();
  await page.keyboard.press('Enter');
}

/**
 * Answers whatever comes until the plan or the study ends. `practised` is the pair of the practice.
 * Returns the answers to the study's items, in their order.
 */
export async function rateByKeyboard(page: Page, plan: Plan, practised: number): Promise<Given[]> {
  const given: Given[] = [];
  let screen = await screenAfter(page, '');
  for (;;) {
    const { pair, side } = itemOf(screen.width);
    const shape = /check of attention: choose “(\w+)”/.exec(screen.heading)?.[1];
    const studied = screen.width > 0 && shape === undefined && pair !== practised;
    if (screen.options.length === 0) {
      const feedback = /^(Right|Not right)$/.test(screen.heading);
      if (!feedback) return given;
      expect(screen.heading).toBe(plan.failsPractice ? 'Not right' : 'Right');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
    } else {
      if (studied && given.length === plan.most) return given;
      const item = `${pair}${side}`;
      // Of every pair: Left is right for A, Right for B.
      const place = screen.options.indexOf(shape ?? (side === 'A' ? 'Left' : 'Right'));
      expect(place, `an answer to "${screen.heading}"`).toBeGreaterThanOrEqual(0);
      const fails = shape !== undefined ? plan.failsCheck : plan.failsPractice;
      const wrong = studied ? plan.wrong?.includes(item) : fails;
      const cantTell = studied && plan.cantTell === item;
      if (studied) given.push({ id: plan.id, item, right: !wrong && !cantTell });
      await page.keyboard.press(cantTell ? '3' : String(1 + (wrong ? 1 - place : place)));
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
    }
    screen = await screenAfter(page, screen.mark);
  }
}

/** The next screen once it takes an answer, or says something else. */
async function screenAfter(page: Page, before: string): Promise<Screen> {
  const found = await page.waitForFunction(
    (known): Screen | null => {
      const heading = document.querySelector('main h1')?.textContent ?? '';
      const asked = document.querySelector('main [role=group]');
      if (!asked) {
        if (!heading || heading === known) return null;
        return { mark: heading, heading, width: 0, options: [] };
      }
      const buttons = [...asked.querySelectorAll('button')];
      const image = document.querySelector<HTMLImageElement>('main img');
      if (!image?.complete || image.src === known || buttons[0]?.disabled) return null;
      const options = buttons.slice(0, 2).map((button) => button.innerText.trim());
      return { mark: image.src, heading, width: image.naturalWidth, options };
    },
    before,
    { polling: 50 },
  );
  return (await found.jsonValue()) as Screen;
}
