import { type ReactNode, useState } from 'react';
import { useKnown } from '../../api/known';
import { useOwnAccounts, useRoles } from '../../api/session';
import { ChosenFilter } from '../../ui/filters';
import { Link } from '../../ui/link';
import { Results } from '../../ui/order-form';
import { PageTitle } from '../../ui/page-title';
import { Places } from '../../ui/places';
import { useWords } from '../../words/language';
import { centerCaseWords } from './case-words';
import { centerWords } from './words';
import './center.scss';

const PLACES = [
  ['/center', 'nav_work'],
  ['/center/notices', 'nav_notices'],
  ['/center/protests', 'nav_protests'],
  ['/center/questions', 'nav_questions'],
  ['/center/account-questions', 'nav_accountQuestions'],
  ['/center/cases', 'nav_cases'],
  ['/center/trusted', 'nav_trusted'],
  ['/center/departures', 'nav_departures'],
  ['/center/advice', 'nav_advice'],
  ['/center/marks', 'nav_marks'],
  ['/center/assignment', 'nav_assignment'],
  ['/center/teams', 'nav_teams'],
  ['/center/uniformity', 'nav_uniformity'],
  ['/center/authority', 'nav_authority'],
  ['/center/pilots', 'nav_pilots'],
] as const;
const OF_A_CENTER = ['Center specialist', 'team lead', 'Center director'];
const OF_PORTS = ['officer', 'port director'];
const CHOSEN = 'portway.center';

/** Whether who looks is of ports: they decide on what no Center has, and have a page of their own for it. */
export const useIsOfPort = (): boolean => {
  const roles = useRoles();
  return roles.some((role) => OF_PORTS.includes(role)) && !roles.some((role) => OF_A_CENTER.includes(role));
};

/** The way back from a page that people of Centers and of ports share. */
export function BackToDesk({ to, children }: { to: string; children: ReactNode }) {
  const say = useWords(centerCaseWords);
  const isOfPort = useIsOfPort();
  return (
    <p>
      <Link to={isOfPort ? '/port-entries' : to}>{isOfPort ? say('backToPort') : children}</Link>
    </p>
  );
}

/** What stands around a page of the Center's desk. What it shows is of one Center: the own, or, for whom has none, the one that is chosen. */
export function CenterFrame({
  title,
  lead,
  isOfAll = false,
  children,
}: {
  title: string;
  lead: string;
  /** What it shows is of all Centers: none is to be chosen. */
  isOfAll?: boolean;
  children: (center: string | undefined) => ReactNode;
}) {
  const say = useWords(centerWords);
  const { data } = useOwnAccounts();
  const [chosen, setChosen] = useState(() => sessionStorage.getItem(CHOSEN) ?? '');
  const roles = data?.accounts.flatMap((one) => one.roles);
  const hasOwn = isOfAll || roles === undefined || roles.some((role) => OF_A_CENTER.includes(role));
  const choose = (center: string): void => {
    sessionStorage.setItem(CHOSEN, center);
    setChosen(center);
  };
  return (
    <>
      <Places label={say('nav')} places={PLACES.map(([to, word]) => [to, say(word)])} />
      <PageTitle lead={lead}>{title}</PageTitle>
      {!hasOwn && <CenterChoice chosen={chosen} onChange={choose} />}
      <Results>{hasOwn ? children(undefined) : chosen ? children(chosen) : <p>{say('chooseCenterFirst')}</p>}</Results>
    </>
  );
}

/** What stands around a page of what Centers and ports have in common: people of ports come to it from their own desk. */
export function CommonFrame({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  const say = useWords(centerCaseWords);
  if (!useIsOfPort())
    return (
      <CenterFrame title={title} lead={lead} isOfAll>
        {() => children}
      </CenterFrame>
    );
  return (
    <>
      <PageTitle lead={lead}>{title}</PageTitle>
      <p>
        <Link to="/port-entries">{say('backToPort')}</Link>
      </p>
      <Results>{children}</Results>
    </>
  );
}

function CenterChoice({ chosen, onChange }: { chosen: string; onChange: (center: string) => void }) {
  const say = useWords(centerWords);
  const { data } = useKnown('cee', 'GET /center-pages', {});
  return (
    <div className="pw-filters">
      <ChosenFilter
        label={say('center')}
        all={say('chooseCenter')}
        options={(data?.centers ?? []).map((one) => ({ value: one.id, text: `${one.name} (${one.id})` }))}
        value={chosen}
        onChange={onChange}
      />
    </div>
  );
}
