import type { ReactNode } from 'react';
import { Link } from '../../ui/link';
import { useWords } from '../../words/language';
import { CommonFrame } from '../center/center-frame';
import { trustedWords } from './words';
import './trusted.scss';

const PLACES = [
  ['/center/trusted', 'tabParticipations'],
  ['/center/trusted-requests', 'tabOpenRequests'],
  ['/center/trusted-appeals', 'tabAppeals'],
  ['/center/trusted-benefits', 'tabBenefits'],
] as const;

/** What stands around what CBP has to do with trusted traders. */
export function DeskFrame({ lead, children }: { lead: string; children: ReactNode }) {
  const say = useWords(trustedWords);
  return (
    <CommonFrame title={say('centerTitle')} lead={lead}>
      <nav aria-label={say('nav')}>
        <ul className="pw-tabs">
          {PLACES.map(([to, word]) => (
            <li key={to}>
              <Link to={to} className="pw-tabs__link" isExact current="pw-tabs__link--current">
                {say(word)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </CommonFrame>
  );
}
