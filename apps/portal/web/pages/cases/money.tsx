import { call } from '../../api/call';
import type { EnforcementCaseView } from '../../api/enforcement';
import { useKnown } from '../../api/known';
import { Facts } from '../../ui/card-list';
import { Day } from '../../ui/due';
import { Known } from '../../ui/known';
import { dollarsOf } from '../../ui/money';
import { OrderForm } from '../../ui/order-form';
import { amountTyped } from '../../ui/typed';
import { When } from '../../ui/when';
import { useLanguage, useWords } from '../../words/language';
import { caseFormWords } from './form-words';
import { OFFERS_IN, useNames, useOptions } from './names';
import { useRenewal } from './renewal';
import { caseWords } from './words';

/** What is owed, was paid and is held; payments and offers in compromise. */
export function Money({ one, again }: { one: EnforcementCaseView; again: () => void }) {
  const say = useWords(caseWords);
  const sayForm = useWords(caseFormWords);
  const name = useNames();
  const options = useOptions();
  const { language } = useLanguage();
  const path = { caseId: one.id };
  const money = useKnown('enforcement', 'GET /enforcement-cases/{caseId}/payments', { path });
  const offers = useKnown('enforcement', 'GET /enforcement-cases/{caseId}/offers', { path });
  useRenewal(one.version, money, offers);
  const parties = one.parties.map(({ place, name: text }) => ({ value: String(place), text }));
  return (
    <section aria-labelledby="money">
      <h2 id="money">{say('moneyTitle')}</h2>
      <Known of={money} isPart>
        {(told) => (
          <>
            <Facts
              of={[
                [say('owed'), dollarsOf(told.owedCents, language)],
                [say('paid'), dollarsOf(told.paidCents, language)],
                [say('suspense'), dollarsOf(told.suspenseCents, language)],
                [say('lateOption'), told.lateSummaryOption && dollarsOf(told.lateSummaryOption.amountCents, language)],
                [
                  say('lateOptionUntil'),
                  told.lateSummaryOption?.optionUntil && <Day key="until" of={told.lateSummaryOption.optionUntil} />,
                ],
              ]}
            />
            {told.entries.length > 0 && (
              <ul className="pw-cards">
                {told.entries.map((row) => (
                  <li key={row.id} className="pw-card">
                    <strong>{dollarsOf(row.amountCents, language)}</strong> {name('money', row.kind)}, {row.reference},{' '}
                    <Day of={row.receivedOn} />
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Known>
      <div className="pw-orders">
        <OrderForm
          title={say('recordPayment')}
          explain={say('recordPaymentExplain')}
          done={say('recorded')}
          fields={[
            { name: 'place', label: say('whoPaid'), kind: 'choice', options: parties },
            { name: 'amount', label: say('amount'), kind: 'money', first: (one.owedCents / 100).toFixed(2) },
            { name: 'reference', label: say('receipt') },
            { name: 'receivedOn', label: say('receivedOn'), kind: 'date' },
          ]}
          send={async ({ place, ...body }, id) => {
            await call('enforcement', 'POST /enforcement-cases/{caseId}/payments', {
              path,
              body: { id, place: Number(place), ...body },
            });
            money.again();
            again();
          }}
        />
      </div>
      <h3>{say('offersTitle')}</h3>
      <Known of={offers} isPart isEmpty={(answer) => answer.offers.length === 0} empty={say('offersNone')}>
        {(answer) => (
          <ul className="pw-cards">
            {answer.offers.map((offer) => (
              <li key={offer.id} className="pw-card">
                <p className="pw-card__line">
                  <strong>{dollarsOf(offer.amountCents, language)}</strong>
                  <span className="pw-sign">{name('offer', offer.state)}</span>
                  <span className="pw-quiet">
                    {offer.madeBy}, <When at={offer.madeAt} />
                  </span>
                </p>
                <p>{offer.reasons}</p>
                {offer.state === 'pending' && (
                  <OrderForm
                    title={say('decideOffer')}
                    isSaidAbove
                    isGrave
                    explain={say('decideOfferExplain')}
                    done={say('recorded')}
                    fields={[
                      {
                        name: 'decision',
                        label: say('decision'),
                        kind: 'choice',
                        options: options('offer', ['accept', 'refuse']),
                      },
                      { name: 'why', label: say('why') },
                    ]}
                    send={async ({ decision, why }) => {
                      await call('enforcement', 'POST /offers-in-compromise/{offerId}/decision', {
                        path: { offerId: offer.id },
                        body: { decision: decision as 'refuse', why },
                      });
                      offers.again();
                      again();
                    }}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
      </Known>
      {OFFERS_IN.includes(one.state) && (
        <OrderForm
          title={sayForm('paperOffer')}
          explain={sayForm('paperOfferExplain')}
          done={sayForm('offerEntered')}
          fields={[
            { name: 'place', label: sayForm('forParty'), kind: 'choice', options: parties },
            { name: 'amount', label: sayForm('offerAmount'), hint: sayForm('money'), kind: 'money' },
            { name: 'law', label: sayForm('offerLaw'), hint: sayForm('offerLawHint'), first: '19 USC 1617' },
            { name: 'deposit', label: sayForm('deposit') },
            { name: 'reasons', label: sayForm('offerReasons'), kind: 'paragraph' },
          ]}
          send={async ({ place, amount, ...rest }, id) => {
            await call('enforcement', 'POST /enforcement-cases/{caseId}/offers', {
              path,
              body: { id, place: Number(place), amount: amountTyped(amount) ?? '', ...rest },
            });
            offers.again();
            again();
          }}
        />
      )}
    </section>
  );
}
