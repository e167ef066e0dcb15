import { menuOf } from '../../apps/portal/web/app/menu';
import { ROUTER_PAGES } from '../support/pages-pictures';

const namesFor = (...roles: string[]): string[] => menuOf(ROUTER_PAGES, roles).map(({ menu }) => menu.en);

test('who is at headquarters and runs the platform too finds Operations once, and comes to what headquarters declares', () => {
  const menu = menuOf(ROUTER_PAGES, ['headquarters', 'operator']);
  expect(menu.filter(({ menu: { en } }) => en === 'Operations').map(({ path }) => path)).toEqual(['/operations']);
  expect(menuOf(ROUTER_PAGES, ['operator']).find(({ menu: { en } }) => en === 'Operations')?.path).toBe(
    '/operations/modules',
  );
});

test('everybody finds the status first and the pages for developers last; what is of officers only they find', () => {
  for (const roles of [['nobody'], ['owner'], ['officer'], ['headquarters', 'operator', 'auditor']]) {
    const names = namesFor(...roles);
    expect(new Set(names).size).toBe(names.length);
    expect([names[0], names.at(-1)]).toEqual(['Status', 'Developers']);
  }
  expect(namesFor('officer')).toContain("Officer's desk");
  expect(namesFor('owner')).not.toContain("Officer's desk");
});
