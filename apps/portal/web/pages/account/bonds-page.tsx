import { useKnownList } from '../../api/known-list';
import { CardList } from '../../ui/card-list';
import { Known } from '../../ui/known';
import { useWords } from '../../words/language';
import { useFigures } from './figures';
import { AccountPage } from './frame';
import { useAccount } from './use-account';
import { accountWords } from './words';

/** Bonds of which the account is principal or surety. */
export default function BondsPage() {
  const say = useWords(accountWords);
  const { state, dollars, day } = useFigures();
  const { accountId } = useAccount();
  const bonds = useKnownList(
    'account',
    'GET /accounts/{accountId}/bonds',
    { path: { accountId }, query: { limit: 100 } },
    (page) => page.bonds,
    { after: 'afterBond' },
  );
  return (
    <AccountPage title={say('bondsTitle')} lead={say('bondsLead')}>
      <Known of={bonds} isEmpty={(items) => items.length === 0} empty={say('bondsNone')} rows={6}>
        {(items) => (
          <CardList
            items={items}
            more={bonds.more}
            keyOf={(bond) => `${bond.number} ${bond.version}`}
            label={say('bondsTitle')}
          >
            {(bond) => (
              <div className="pw-row">
                <p className="pw-row__name">
                  {say('bondNumber', { number: bond.number })}{' '}
                  <span className={`pw-state-tag pw-state-tag--${bond.state === 'active' ? 'good' : 'plain'}`}>
                    {state(bond.state)}
                  </span>
                </p>
                <p>
                  <strong>{dollars(bond.amountDollars)}</strong> · {say(bond.type === '8' ? 'continuous' : 'single')} ·{' '}
                  {say('activityCode', { code: bond.activityCode })} ·{' '}
                  {say(bond.standing === 'surety' ? 'asSurety' : 'asPrincipal')}
                </p>
                <p className="pw-quiet">
                  {bond.principalName && `${bond.principalName} · `}
                  {say('suretiesOf', { codes: bond.sureties.map(({ code }) => code).join(', ') })}
                  {bond.effectiveOn && ` · ${say('from')} ${day(bond.effectiveOn)}`}
                  {bond.terminatesOn && ` · ${say('endsOn', { day: day(bond.terminatesOn) })}`}
                  {bond.transaction && ` · ${bond.transaction.id}`}
                </p>
              </div>
            )}
          </CardList>
        )}
      </Known>
    </AccountPage>
  );
}
