import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { DemoFile } from '../../tools/platform/launch';
import { axeFindings, fits } from './pages';

/** Asks a module by itself, with the key of a demo account or of a person of one: with a body it is an order. */
export type Asked = (as: string, module: string, path: string, body?: object) => Promise<any>;

export const askedOf =
  ({ accounts, services }: DemoFile): Asked =>
  async (as, module, path, body) => {
    const people = accounts.flatMap((account) => account.people);
    const { apiKey } = people.find(({ caller }) => caller === as) ?? accounts.find(({ role }) => role === as)!;
    const answer = await fetch(services[module] + path, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${apiKey}`,
        'content-type': 'application/json',
        ...(body && { 'idempotency-key': randomUUID() }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    expect([path, answer.ok]).toEqual([path, true]);
    return answer.json();
  };

/** Nobody is kept from it: axe finds nothing, and it fits on a telephone. */
export const isSound = async (page: Page): Promise<void> => {
  expect(await axeFindings(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 900 });
  expect(await fits(page)).toBe(true);
  await page.setViewportSize({ width: 1280, height: 900 });
};
