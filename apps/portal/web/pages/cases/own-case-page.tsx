import { useParams } from '@tanstack/react-router';
import { addressOf, call } from '../../api/call';
import type { EnforcementCaseView } from '../../api/enforcement';
import { useKnown } from '../../api/known';
import { Facts } from '../../ui/card-list';
import { Day, Due } from '../../ui/due';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { dollarsOf } from '../../ui/money';
import { OrderForm } from '../../ui/order-form';
import { amountTyped } from '../../ui/typed';
import { When } from '../../ui/when';
import { useLanguage, useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { portText } from '../status/ports';
import { AccountPage } from '../account/frame';
import { useAccount } from '../account/use-account';
import { FilePetition } from './file-petition';
import { caseFormWords } from './form-words';
import { OFFERS_IN, OVER, useNames } from './names';
import { useRenewal } from './renewal';
import { caseWords } from './words';
import './cases.scss';

const AGENTS = ['attorney-at-law', 'customs broker', 'other agent'];

/** One case as a party sees it: what is owed, until when it can act, and acting. */
export default function OwnCasePage() {
  const say = useWords(caseFormWords);
  const { base } = useAccount();
  const { caseId = '' } = useParams({ strict: false }) as { caseId?: string };
  const read = useKnown('enforcement', 'GET /enforcement-cases/{id}', { path: { id: caseId } });
  return (
    <AccountPage title={say('ownCase', { number: read.data?.number ?? '' })} lead={read.data?.subject}>
      <p>
        <Link to={`${base}/cases`}>{say('backToOwn')}</Link>
      </p>
      <Known of={read} rows={8}>
        {(one) => <Whole one={one} again={read.again} />}
      </Known>
    </AccountPage>
  );
}

function Whole({ one, again }: { one: EnforcementCaseView; again: () => void }) {
  const say = useWords(caseFormWords);
  const sayCase = useWords(caseWords);
  const name = useNames();
  const { language } = useLanguage();
  const { base } = useAccount();
  const isOver = OVER.includes(one.state);
  return (
    <>
      <p className="pw-card__line">
        <span className="pw-sign">{name('state', one.state)}</span>
        <strong>
          {one.owedCents > 0 ? say('owes', { amount: dollarsOf(one.owedCents, language) }) : say('nothingOwed')}
        </strong>
      </p>
      <section aria-labelledby="now">
        <h2 id="now">{say('whatNow')}</h2>
        <p>{say(isOver ? 'whatNowOver' : 'whatNowText')}</p>
        <LastDays one={one} />
      </section>
      <Petitions one={one} again={again} />
      <Notices one={one} />
      <section aria-labelledby="about">
        <h2 id="about">{say('aboutTitle')}</h2>
        <p>{one.facts}</p>
        <Facts
          of={[
            [sayCase('law'), one.law],
            [sayCase('port'), portText(one.port)],
            [sayCase('assessed'), dollarsOf(one.assessedCents, language)],
            [sayCase('mitigated'), one.mitigatedCents === null ? null : dollarsOf(one.mitigatedCents, language)],
            [sayCase('paid'), dollarsOf(one.paidCents, language)],
            [sayCase('violationOn'), <Day key="on" of={one.violationOn} />],
            [sayCase('entries'), one.entries.join(', ')],
            [sayCase('bills'), one.bills.join(', ')],
          ]}
        />
        <p>
          <Link to={`${base}/messages`}>{say('toMessages')}</Link>
        </p>
      </section>
      <Offers one={one} again={again} />
      <Agents caseId={one.id} />
    </>
  );
}

function LastDays({ one }: { one: EnforcementCaseView }) {
  const say = useWords(caseFormWords);
  const name = useNames();
  const path = { caseId: one.id };
  const clocks = useKnown('enforcement', 'GET /enforcement-cases/{caseId}/clocks', { path });
  useRenewal(one.version, clocks);
  return (
    <Known
      of={clocks}
      isPart
      isEmpty={(answer) => answer.clocks.every(({ endedAt }) => endedAt !== null)}
      empty={say('lastDaysNone')}
    >
      {(answer) => (
        <ul className="pw-cards" aria-label={say('lastDays')}>
          {answer.clocks
            .filter(({ endedAt }) => endedAt === null)
            .map((clock) => (
              <li key={clock.id} className="pw-card">
                <p className="pw-card__line">
                  <strong>{name('what', clock.clock)}</strong>
                  <Due day={clock.extendedTo ?? clock.dueDate} daysLeft={clock.daysLeft} unit={clock.unit} />
                </p>
              </li>
            ))}
        </ul>
      )}
    </Known>
  );
}

function Petitions({ one, again }: { one: EnforcementCaseView; again: () => void }) {
  const say = useWords(caseFormWords);
  const name = useNames();
  const { language } = useLanguage();
  const { isOwn } = useAccount();
  const path = { caseId: one.id };
  const petitions = useKnown('enforcement', 'GET /enforcement-cases/{caseId}/petitions', { path });
  useRenewal(one.version, petitions);
  const renew = (): void => {
    petitions.again();
    again();
  };
  const told = petitions.data?.petitions ?? [];
  const isOpen = told.some(({ decision, state }) => decision === null && state !== 'withdrawn' && state !== 'ended');
  return (
    <section aria-labelledby="petitions">
      <h2 id="petitions">{say('yourPetitions')}</h2>
      <Known of={petitions} isPart isEmpty={(answer) => answer.petitions.length === 0} empty={say('yourPetitionsNone')}>
        {(answer) => (
          <ul className="pw-cards">
            {answer.petitions.map((petition) => (
              <li key={petition.id} className="pw-card">
                <p className="pw-card__line">
                  <strong>{petition.number}</strong>
                  <span className="pw-sign">{name('petition', petition.state)}</span>
                  <Day of={petition.receivedOn} />
                  {petition.daysLate > 0 && <span>{say('lateBy', { count: petition.daysLate })}</span>}
                </p>
                <p>{petition.contents.facts}</p>
                {petition.decision && (
                  <p>
                    <strong>
                      {say('decisionIs', {
                        outcome: name('outcome', petition.decision.outcome),
                        amount: dollarsOf(petition.decision.amountCents, language),
                      })}
                    </strong>{' '}
                    {petition.decision.reasons}
                  </p>
                )}
                {isOwn && petition.state === 'pending' && (
                  <OrderForm
                    title={say('withdraw')}
                    isSaidAbove
                    isGrave
                    explain={say('withdrawExplain')}
                    done={say('withdrawn')}
                    fields={[{ name: 'why', label: say('why') }]}
                    send={async (body) => {
                      await call('enforcement', 'POST /petitions/{petitionId}/withdrawal', {
                        path: { petitionId: petition.id },
                        body,
                      });
                      renew();
                    }}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
      </Known>
      {isOwn && !isOpen && !OVER.includes(one.state) && (
        <FilePetition
          caseId={one.id}
          isSeizure={one.kind === 'seizure'}
          isDecided={told.some(({ decision }) => decision !== null)}
          happenedOn={one.violationOn}
          happenedAt=""
          parties={null}
          again={renew}
        />
      )}
    </section>
  );
}

function Notices({ one }: { one: EnforcementCaseView }) {
  const say = useWords(caseFormWords);
  const sayCase = useWords(caseWords);
  const name = useNames();
  const notices = useKnown('enforcement', 'GET /enforcement-cases/{id}/notices', { path: { id: one.id } });
  useRenewal(one.version, notices);
  return (
    <section aria-labelledby="notices">
      <h2 id="notices">{say('noticesTitle')}</h2>
      <Known of={notices} isPart isEmpty={(answer) => answer.notices.length === 0} empty={say('noticesNone')}>
        {(answer) => (
          <ul className="pw-cards">
            {answer.notices.map((notice) => (
              <li key={notice.number} className="pw-card">
                <p className="pw-card__line">
                  <strong>{name('form', notice.form)}</strong>
                  <Day of={notice.mailedOn ?? notice.issuedOn} />
                </p>
                <p>
                  <a
                    className="usa-link"
                    href={addressOf('enforcement', 'GET /enforcement-notices/{noticeNumber}/page', {
                      path: { noticeNumber: notice.number },
                    })}
                  >
                    {sayCase('print', { number: notice.number })}
                  </a>
                </p>
              </li>
            ))}
          </ul>
        )}
      </Known>
    </section>
  );
}

function Offers({ one, again }: { one: EnforcementCaseView; again: () => void }) {
  const say = useWords(caseFormWords);
  const name = useNames();
  const { language } = useLanguage();
  const { isOwn } = useAccount();
  const path = { caseId: one.id };
  const offers = useKnown('enforcement', 'GET /enforcement-cases/{caseId}/offers', { path });
  useRenewal(one.version, offers);
  const renew = (): void => {
    offers.again();
    again();
  };
  return (
    <section aria-labelledby="offers">
      <h2 id="offers">{say('offersTitle')}</h2>
      <Known of={offers} isPart isEmpty={(answer) => answer.offers.length === 0} empty={say('offersNone')}>
        {(answer) => (
          <ul className="pw-cards">
            {answer.offers.map((offer) => (
              <li key={offer.id} className="pw-card">
                <p className="pw-card__line">
                  <strong>{dollarsOf(offer.amountCents, language)}</strong>
                  <span className="pw-sign">{name('offer', offer.state)}</span>
                  <When at={offer.madeAt} />
                </p>
                <p>{offer.decision ?? offer.reasons}</p>
                {isOwn && offer.state === 'pending' && (
                  <OrderForm
                    title={say('withdraw')}
                    isSaidAbove
                    explain={say('withdrawExplain')}
                    done={say('withdrawn')}
                    fields={[{ name: 'why', label: say('why') }]}
                    send={async (body) => {
                      await call('enforcement', 'POST /offers-in-compromise/{offerId}/withdrawal', {
                        path: { offerId: offer.id },
                        body,
                      });
                      renew();
                    }}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
      </Known>
      {isOwn && OFFERS_IN.includes(one.state) && (
        <OrderForm
          title={say('makeOffer')}
          explain={say('makeOfferExplain')}
          done={say('offered')}
          fields={[
            { name: 'amount', label: say('offerAmount'), hint: say('money'), kind: 'money' },
            { name: 'law', label: say('offerLaw'), hint: say('offerLawHint'), first: '19 USC 1617' },
            { name: 'deposit', label: say('deposit') },
            { name: 'reasons', label: say('offerReasons'), kind: 'paragraph' },
          ]}
          send={async ({ amount, ...rest }, id) => {
            await call('enforcement', 'POST /enforcement-cases/{caseId}/offers', {
              path,
              body: { id, amount: amountTyped(amount) ?? '', ...rest },
            });
            renew();
          }}
        />
      )}
    </section>
  );
}

function Agents({ caseId }: { caseId: string }) {
  const say = useWords(caseFormWords);
  const sayCase = useWords(caseWords);
  const { name, options } = useNamesOf(caseFormWords);
  const { isOwn } = useAccount();
  const path = { caseId };
  const known = useKnown('enforcement', 'GET /enforcement-cases/{caseId}/representatives', { path });
  return (
    <section aria-labelledby="agents">
      <h2 id="agents">{say('actsTitle')}</h2>
      <Known of={known} isPart isEmpty={(answer) => answer.representatives.length === 0} empty={say('actsNone')}>
        {(answer) => (
          <ul className="pw-cards">
            {answer.representatives.map((one) => (
              <li key={one.id} className="pw-card">
                <p className="pw-card__line">
                  <strong>{one.accountName}</strong>
                  <span>{name('agent', one.capacity)}</span>
                  <span className="pw-sign">{sayCase(one.endedAt ? 'ended' : 'acts')}</span>
                </p>
                {isOwn && !one.endedAt && (
                  <OrderForm
                    title={sayCase('endActing')}
                    isSaidAbove
                    explain={sayCase('endActingExplain')}
                    fields={[]}
                    done={sayCase('recorded')}
                    send={async () => {
                      await call(
                        'enforcement',
                        'POST /enforcement-cases/{caseId}/representatives/{representativeId}/end',
                        { path: { caseId, representativeId: one.id } },
                      );
                      known.again();
                    }}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
      </Known>
      {isOwn && (
        <OrderForm
          title={say('nameAgent')}
          explain={say('nameAgentExplain')}
          done={say('named')}
          fields={[
            { name: 'accountId', label: say('agentAccount'), hint: say('agentAccountHint') },
            { name: 'capacity', label: say('agentAs'), kind: 'choice', options: options('agent', AGENTS) },
          ]}
          send={async ({ accountId, capacity }, id) => {
            await call('enforcement', 'POST /enforcement-cases/{caseId}/representatives', {
              path,
              body: { id, accountId, capacity: capacity as 'customs broker' },
            });
            known.again();
          }}
        />
      )}
    </section>
  );
}
