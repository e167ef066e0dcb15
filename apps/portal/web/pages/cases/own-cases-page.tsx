import { useState } from 'react';
import { useKnownList } from '../../api/known-list';
import { CardList } from '../../ui/card-list';
import { Day } from '../../ui/due';
import { ChosenFilter, Filters } from '../../ui/filters';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { dollarsOf } from '../../ui/money';
import { optionsOf } from '../../ui/order-form';
import { useLanguage, useWords } from '../../words/language';
import { portText } from '../status/ports';
import { AccountPage } from '../account/frame';
import { useAccount } from '../account/use-account';
import { caseFormWords } from './form-words';
import { useNames } from './names';

const PAGE = 100;
const OVER = ['paid', 'remitted', 'cancelled', 'forfeited', 'written off', 'closed'] as const;

/** Cases that an account is a party to, or acts in: what is owed in each. */
export default function OwnCasesPage() {
  const say = useWords(caseFormWords);
  const name = useNames();
  const { language } = useLanguage();
  const { accountId, base, isOwn } = useAccount();
  const [state, setState] = useState('');
  const query = {
    ...(!isOwn && { account: accountId }),
    ...(state && { state: state as (typeof OVER)[number] }),
    limit: PAGE,
  };
  const cases = useKnownList('enforcement', 'GET /enforcement-cases', { query }, (answer) => answer.cases, {
    after: 'afterCase',
  });
  return (
    <AccountPage title={say('ownTitle')} lead={say('ownLead')}>
      <Filters>
        <ChosenFilter
          label={say('whichCases')}
          all={say('openCases')}
          options={optionsOf(OVER, (one) => name('state', one))}
          value={state}
          onChange={setState}
        />
      </Filters>
      <Known of={cases} rows={5} isEmpty={(items) => items.length === 0} empty={say('ownNone')}>
        {(items) => (
          <CardList label={say('ownTitle')} items={items} keyOf={({ id }) => id} height={130} more={cases.more}>
            {(one) => {
              const owed = (one.mitigatedCents ?? one.assessedCents) - one.paidCents;
              return (
                <>
                  <h2>
                    <Link to={`${base}/cases/${one.id}`}>{one.number}</Link>
                  </h2>
                  <p className="pw-card__line">
                    <span className="pw-sign">{name('state', one.state)}</span>
                    <strong>
                      {owed > 0 ? say('owes', { amount: dollarsOf(owed, language) }) : say('nothingOwed')}
                    </strong>
                    <span>{name('kind', one.kind)}</span>
                  </p>
                  <p>{one.subject}</p>
                  <p className="pw-quiet">
                    {say('noticeOf', { law: one.law, port: portText(one.port) })}, <Day of={one.openedOn} />
                  </p>
                </>
              );
            }}
          </CardList>
        )}
      </Known>
    </AccountPage>
  );
}
