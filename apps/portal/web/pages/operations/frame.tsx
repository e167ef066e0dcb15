import type { ReactNode } from 'react';
import { Results } from '../../ui/order-form';
import { PageTitle } from '../../ui/page-title';
import { Places } from '../../ui/places';
import { useWords } from '../../words/language';
import { operationsWords } from './words';
import './operations.scss';

const PLACES = [
  ['/operations', 'placeDowntimes'],
  ['/operations/gates', 'placeGates'],
  ['/operations/modules', 'placeModules'],
  ['/operations/worklist', 'placeWorklist'],
  ['/operations/deployments', 'placeDeployments'],
  ['/operations/notices', 'placeNotices'],
  ['/operations/minutes', 'placeMinutes'],
  ['/operations/playbooks', 'placePlaybooks'],
  ['/operations/accounts', 'placeAccounts'],
  ['/operations/capabilities', 'placeCapabilities'],
  ['/operations/drills', 'placeDrills'],
] as const;

/** A page of operations: its title, the way to the others, and what it shows. */
export function Frame({ title, lead, children }: Shown) {
  const say = useWords(operationsWords);
  return (
    <>
      <Places label={say('places')} places={PLACES.map(([to, name]) => [to, say(name)])} />
      <PageTitle lead={lead}>{title}</PageTitle>
      <Results>{children}</Results>
    </>
  );
}

interface Shown {
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
}

/** Why something is ordered; kept with the order. */
export const useReason = () => {
  const say = useWords(operationsWords);
  return { name: 'reason', label: say('why'), hint: say('whyHint'), least: 3, most: 300 } as const;
};
