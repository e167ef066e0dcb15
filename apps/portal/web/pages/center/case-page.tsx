import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call';
import type { CenterCaseView } from '../../api/cee';
import { useKnown } from '../../api/known';
import { Facts, History } from '../../ui/card-list';
import { Day, Due } from '../../ui/due';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { listOf, OrderForm, Results } from '../../ui/order-form';
import { PageTitle } from '../../ui/page-title';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { centerCaseWords } from './case-words';
import './center.scss';

/** Steps that say which entries they cover. */
const COVERS = ['take interim measures', 'cover more entries', 'determine evasion', 'reverse'];
const EXTENDS = 'extend detention';
const GRAVE = ['determine evasion', 'seize', 'refuse admission', 'decline'];
const REFERRALS = ['hold', 'exam', 'enforcement'];
const HOLDS = ['1H', '2H', '3H', '7H'];

/** One case of the Center: where it stands, what ends when, what can be done, and what was referred to ports. */
export default function CenterCasePage() {
  const say = useWords(centerCaseWords);
  const { caseId = '' } = useParams({ strict: false }) as { caseId?: string };
  const read = useKnown('cee', 'GET /center-cases/{id}', { path: { id: caseId } });
  return (
    <>
      <PageTitle lead={read.data?.subject}>
        {read.data ? say('caseTitle', { number: read.data.number }) : say('case')}
      </PageTitle>
      <p>
        <Link to="/center/cases">{say('back')}</Link>
      </p>
      <Known of={read} rows={8}>
        {(one) => (
          <Results>
            <Whole one={one} again={read.again} />
          </Results>
        )}
      </Known>
    </>
  );
}

function Whole({ one, again }: { one: CenterCaseView; again: () => void }) {
  const say = useWords(centerCaseWords);
  const { name } = useNamesOf(centerCaseWords);
  return (
    <>
      <p className="pw-card__line">
        <strong>{name('kind', one.kind)}</strong>
        <span className="pw-sign">{name('state', one.state)}</span>
      </p>
      <section aria-labelledby="clocks">
        <h2 id="clocks">{say('clocksTitle')}</h2>
        {one.clocks.length === 0 ? (
          <p className="pw-empty">{say('clocksNone')}</p>
        ) : (
          <ul className="pw-cards">
            {one.clocks.map((clock) => (
              <li key={clock.clock} className="pw-card">
                <p className="pw-card__line">
                  <strong>{name('clock', clock.clock)}</strong>
                  <Due day={clock.dueDate} daysLeft={clock.daysLeft} unit={clock.unit} />
                </p>
                <p className="pw-quiet">{say('clockRule', { rule: clock.rule, end: clock.atEnd })}</p>
              </li>
            ))}
          </ul>
        )}
      </section>
      <NextStep one={one} again={again} />
      <section aria-labelledby="about">
        <h2 id="about">{say('aboutTitle')}</h2>
        <p>{one.facts}</p>
        <Facts
          of={[
            [say('headings'), one.headings.join(', ')],
            [say('importer'), one.importer],
            [say('importerName'), one.importerName],
            [say('port'), one.port],
            [say('registration'), one.registration],
            [say('agency'), name('agency', one.agency)],
            [say('center'), one.centerId],
            [say('receivedOn'), <Day key="on" of={one.receivedOn} />],
            [say('by'), one.openedBy],
          ]}
        />
        {one.alleged && <Alleger caseId={one.id} />}
      </section>
      {one.entries.length > 0 && (
        <section aria-labelledby="entries">
          <h2 id="entries">{say('entriesTitle')}</h2>
          <ul className="pw-cards">
            {one.entries.map((entry) => (
              <li key={entry.entryNumber} className="pw-card">
                <p className="pw-card__line">
                  <strong>{entry.entryNumber}</strong>
                  <span className="pw-sign">{say(entry.suspended ? 'suspended' : 'notSuspended')}</span>
                  <span>{name('outcome', entry.outcome)}</span>
                </p>
                {entry.refusal && <p>{entry.refusal}</p>}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Referrals caseId={one.id} port={one.port} />
      {one.kind === 'intellectual property' && <OwnerNotices one={one} />}
      <section aria-labelledby="history">
        <h2 id="history">{say('historyTitle')}</h2>
        <History
          of={one.history.map(({ event, by, reason, at }) => ({
            what: name('step', event),
            who: by,
            note: reason,
            when: <When at={at} />,
          }))}
        />
      </section>
    </>
  );
}

function NextStep({ one, again }: { one: CenterCaseView; again: () => void }) {
  const say = useWords(centerCaseWords);
  const { options } = useNamesOf(centerCaseWords);
  return (
    <section aria-labelledby="next">
      <h2 id="next">{say('nextTitle')}</h2>
      {one.steps.length === 0 ? (
        <p>{say('nextNone')}</p>
      ) : (
        <OrderForm
          title={say('takeStep')}
          isSaidAbove
          isGrave={one.steps.every((step) => GRAVE.includes(step))}
          explain={say('takeStepExplain')}
          done={say('recorded')}
          fields={[
            { name: 'step', label: say('step'), kind: 'choice', options: options('step', one.steps) },
            {
              name: 'entries',
              label: say('entriesCovered'),
              hint: say('entriesHint'),
              kind: 'area',
              optional: true,
              when: ({ step }) => COVERS.includes(step ?? ''),
            },
            { name: 'until', label: say('until'), kind: 'date', when: ({ step }) => step === EXTENDS },
            { name: 'why', label: say('why') },
          ]}
          send={async ({ step, entries, until, why }) => {
            await call('cee', 'POST /center-cases/{id}/steps', {
              path: { id: one.id },
              body: { step: step as 'close', why, entries: listOf(entries), until: until || null },
            });
            again();
          }}
        />
      )}
    </section>
  );
}

/** Who alleged it: read only when somebody asks. */
function Alleger({ caseId }: { caseId: string }) {
  const say = useWords(centerCaseWords);
  const [isAsked, setAsked] = useState(false);
  const told = useKnown('cee', 'GET /center-cases/{id}/alleger', { path: { id: caseId } }, { when: isAsked, every: 0 });
  return (
    <details onToggle={({ currentTarget }) => setAsked(currentTarget.open)}>
      <summary>{say('alleger')}</summary>
      <Known of={told} isPart>
        {(one) => (
          <Facts
            of={[
              [say('allegerName'), one.name],
              [say('contact'), one.contact],
              [say('interest'), one.interest],
              [say('orders'), one.orderNumbers.join(', ')],
              [say('evidence'), one.evidence],
            ]}
          />
        )}
      </Known>
    </details>
  );
}

function Referrals({ caseId, port }: { caseId: string; port: string | null }) {
  const say = useWords(centerCaseWords);
  const { name, options } = useNamesOf(centerCaseWords);
  const read = useKnown('cee', 'GET /case-referrals', { query: { caseId } });
  return (
    <section aria-labelledby="referrals">
      <h2 id="referrals">{say('referralsTitle')}</h2>
      <Known of={read} isPart isEmpty={({ referrals }) => referrals.length === 0} empty={say('referralsNone')}>
        {({ referrals }) => (
          <ul className="pw-cards">
            {referrals.map((one) => (
              <li key={one.id} className="pw-card">
                <p className="pw-card__line">
                  <strong>
                    {name('referral', one.kind)} {one.holdCode}
                  </strong>
                  <span className="pw-sign">{name('referred', one.state)}</span>
                  <span>{say('atPort', { port: one.port })}</span>
                </p>
                <p>
                  {one.target}: {one.reason}
                </p>
                {one.answer && (
                  <p className="pw-quiet">{say('answeredBy', { name: one.answeredBy ?? '', why: one.answer })}</p>
                )}
              </li>
            ))}
          </ul>
        )}
      </Known>
      <OrderForm
        title={say('refer')}
        explain={say('referExplain')}
        done={say('referredDone')}
        fields={[
          { name: 'kind', label: say('referralKind'), kind: 'choice', options: options('referral', REFERRALS) },
          { name: 'port', label: say('port'), hint: say('portHint'), kind: 'number', first: port ?? '' },
          { name: 'target', label: say('target'), hint: say('targetHint') },
          {
            name: 'holdCode',
            label: say('holdCode'),
            kind: 'choice',
            options: options('hold', HOLDS),
            when: ({ kind }) => kind === 'hold',
          },
          { name: 'reason', label: say('why') },
        ]}
        send={async ({ kind, port: at, target, holdCode, reason }, id) => {
          await call('cee', 'POST /center-cases/{id}/referrals', {
            path: { id: caseId },
            body: { id, kind: kind as 'hold', port: at, target, holdCode: holdCode || null, reason },
          });
          read.again();
        }}
      />
    </section>
  );
}

function OwnerNotices({ one }: { one: CenterCaseView }) {
  const say = useWords(centerCaseWords);
  const { name, options } = useNamesOf(centerCaseWords);
  const path = { id: one.id };
  const read = useKnown('cee', 'GET /center-cases/{id}/notices', { path });
  return (
    <section aria-labelledby="owner">
      <h2 id="owner">{say('ownerTitle')}</h2>
      <Known of={read} isPart isEmpty={({ notices }) => notices.length === 0} empty={say('ownerNone')}>
        {({ notices }) => (
          <ul className="pw-cards">
            {notices.map((notice) => (
              <li key={notice.id} className="pw-card">
                <p className="pw-card__line">
                  <strong>{name('ownerNotice', notice.kind)}</strong>
                  <span>{notice.ownerName}</span>
                  <Day of={notice.issuedOn} />
                </p>
                <p className="pw-quiet">
                  {notice.ownerContact}, {notice.issuedBy}
                </p>
              </li>
            ))}
          </ul>
        )}
      </Known>
      <OrderForm
        title={say('tellOwner')}
        explain={say('tellOwnerExplain')}
        done={say('ownerTold')}
        fields={[
          {
            name: 'kind',
            label: say('noticeKind'),
            kind: 'choice',
            options: options('ownerNotice', ['detention', 'seizure']),
          },
          { name: 'dateOfImportation', label: say('importedOn'), kind: 'date' },
          { name: 'portOfEntry', label: say('port'), hint: say('portHint'), kind: 'number', first: one.port ?? '' },
          { name: 'description', label: say('goods'), first: one.subject },
          { name: 'quantity', label: say('quantity') },
          { name: 'countryOfOrigin', label: say('origin'), hint: say('originHint') },
          { name: 'manufacturer', label: say('manufacturer'), optional: true },
          { name: 'exporter', label: say('exporter'), optional: true },
          { name: 'importer', label: say('importerName'), optional: true, first: one.importerName ?? '' },
        ]}
        send={async ({ kind, countryOfOrigin, manufacturer, exporter, importer, ...goods }, id) => {
          await call('cee', 'POST /center-cases/{id}/notices', {
            path,
            body: {
              id,
              kind: kind as 'detention',
              goods: {
                ...goods,
                countryOfOrigin: countryOfOrigin.toUpperCase(),
                manufacturer: manufacturer || null,
                ...{ exporter: exporter || null, importer: importer || null },
              },
            },
          });
          read.again();
        }}
      />
    </section>
  );
}
