import { useState } from 'react';
import { call } from '../../api/call';
import type { WorkItemView } from '../../api/cee';
import { useKnown } from '../../api/known';
import { useKnownList } from '../../api/known-list';
import { CardList } from '../../ui/card-list';
import { Due } from '../../ui/due';
import { Filters, TypedFilter } from '../../ui/filters';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { wholeDollars } from '../../ui/money';
import { OrderForm, Results } from '../../ui/order-form';
import { PageTitle } from '../../ui/page-title';
import { useLanguage, useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { centerCaseWords } from './case-words';
import { NoticeLine } from './notices-on-entry';
import { ProtestLine } from './protest-line';
import { questionWords } from './question-words';
import './center.scss';

const PAGE = 100;

/** What a port decides: entries that no Center has, protests against the port's decisions, its notices, and what Centers refer to it. */
export default function PortEntriesPage() {
  const say = useWords(centerCaseWords);
  const sayAsked = useWords(questionWords);
  return (
    <>
      <PageTitle lead={say('portLead')}>{say('portTitle')}</PageTitle>
      <p>
        <Link to="/center/advice">{say('toAdvice')}</Link> · <Link to="/center/marks">{say('toMarks')}</Link> ·{' '}
        <Link to="/center/account-questions">{sayAsked('title')}</Link>
      </p>
      <Results>
        <Entries />
        <Referrals />
        <Protests />
        <Notices />
      </Results>
    </>
  );
}

function Entries() {
  const say = useWords(centerCaseWords);
  const [port, setPort] = useState('');
  const query = { port: /^\d{4}$/.test(port) ? port : null, limit: PAGE };
  const work = useKnownList('cee', 'GET /work-items', { query }, ({ items }) => items, { every: 15_000 });
  return (
    <section aria-labelledby="entries">
      <h2 id="entries">{say('portEntries')}</h2>
      <Filters>
        <TypedFilter label={say('ownPort')} hint={say('allPorts')} value={port} onChange={setPort} isNumber />
      </Filters>
      <Known of={work} rows={5} isEmpty={(items) => items.length === 0} empty={say('portEntriesNone')}>
        {(items) => (
          <>
            {work.more === null && <p className="pw-headline">{say('portHeadline', { count: items.length })}</p>}
            <CardList label={say('portTitle')} items={items} keyOf={(one) => one.itemId} height={120} more={work.more}>
              {(item) => <Entry item={item} />}
            </CardList>
          </>
        )}
      </Known>
    </section>
  );
}

function Entry({ item }: { item: WorkItemView }) {
  const say = useWords(centerCaseWords);
  const { language } = useLanguage();
  return (
    <>
      <h3>
        <Link to={`/center/work/${item.itemId}`}>{item.entryNumber}</Link>
      </h3>
      <p className="pw-card__line">
        {item.clock && <Due day={item.clock.dueDate} daysLeft={item.clock.daysLeft} unit={item.clock.unit} />}
        <span>{say('entryOf', { port: item.portOfEntry ?? '?', type: item.entryType ?? '?' })}</span>
        <span>{say('valueIs', { amount: wholeDollars(item.valueDollars, language) })}</span>
      </p>
      <p>{item.reasons.map(({ why }) => why).join('; ') || say('noReason')}</p>
    </>
  );
}

function Referrals() {
  const say = useWords(centerCaseWords);
  const { name, options } = useNamesOf(centerCaseWords);
  const read = useKnown('cee', 'GET /case-referrals', { query: { state: 'made' } });
  return (
    <section aria-labelledby="referrals">
      <h2 id="referrals">{say('portReferrals')}</h2>
      <Known of={read} isPart isEmpty={({ referrals }) => referrals.length === 0} empty={say('portReferralsNone')}>
        {({ referrals }) => (
          <ul className="pw-cards">
            {referrals.map((one) => (
              <li key={one.id} className="pw-card">
                <p className="pw-card__line">
                  <strong>
                    {name('referral', one.kind)} {one.holdCode}
                  </strong>
                  <span>{say('atPort', { port: one.port })}</span>
                  <span>{say('fromCase', { number: one.caseNumber, center: one.centerId })}</span>
                </p>
                <p>
                  {one.target}: {one.reason}
                </p>
                <OrderForm
                  title={say('answerReferral')}
                  isSaidAbove
                  explain={say('answerReferralExplain')}
                  done={say('accepted')}
                  fields={[
                    { name: 'says', label: say('decision'), kind: 'choice', options: options('says', ['yes', 'no']) },
                    { name: 'why', label: say('why') },
                  ]}
                  send={async ({ says, why }) => {
                    await call('cee', 'POST /case-referrals/{id}/answer', {
                      path: { id: one.id },
                      body: { accept: says === 'yes', why },
                    });
                    read.again();
                  }}
                />
              </li>
            ))}
          </ul>
        )}
      </Known>
    </section>
  );
}

function Protests() {
  const say = useWords(centerCaseWords);
  const query = { limit: PAGE };
  const read = useKnownList('cee', 'GET /protests-at-hand', { query }, ({ protests }) => protests);
  return (
    <section aria-labelledby="protests">
      <h2 id="protests">{say('portProtests')}</h2>
      <Known of={read} isPart isEmpty={(items) => items.length === 0} empty={say('portProtestsNone')}>
        {(items) => (
          <CardList label={say('portProtests')} items={items} keyOf={({ id }) => id} height={150} more={read.more}>
            {(one) => <ProtestLine protest={one} />}
          </CardList>
        )}
      </Known>
    </section>
  );
}

function Notices() {
  const say = useWords(centerCaseWords);
  const query = { limit: PAGE };
  const read = useKnownList('cee', 'GET /notices', { query }, ({ notices }) => notices);
  return (
    <section aria-labelledby="notices">
      <h2 id="notices">{say('portNotices')}</h2>
      <Known of={read} isPart isEmpty={(items) => items.length === 0} empty={say('portNoticesNone')}>
        {(items) => (
          <CardList
            label={say('portNotices')}
            items={items}
            keyOf={(one) => one.actionNumber}
            height={95}
            more={read.more}
          >
            {(one) => <NoticeLine notice={one} />}
          </CardList>
        )}
      </Known>
    </section>
  );
}
