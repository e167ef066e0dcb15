import { useParams } from '@tanstack/react-router';
import { call } from '../../api/call';
import type { EnforcementCaseView } from '../../api/enforcement';
import { useKnown } from '../../api/known';
import { Facts, History } from '../../ui/card-list';
import { Day, Due } from '../../ui/due';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { dollarsOf } from '../../ui/money';
import { type Field, OrderForm, Results } from '../../ui/order-form';
import { amountTyped } from '../../ui/typed';
import { PageTitle } from '../../ui/page-title';
import { When } from '../../ui/when';
import { useLanguage, useWords } from '../../words/language';
import { portText } from '../status/ports';
import { Conversation } from './conversation';
import { FilePetition } from './file-petition';
import { caseFormWords } from './form-words';
import { GuidelineHelp } from './guideline-help';
import { Money } from './money';
import { CULPABILITIES } from './open-case';
import { CaseNotices } from './notices';
import { Property } from './property';
import { useRenewal } from './renewal';
import { Representatives } from './representatives';
import { useNames, useOptions } from './names';
import { caseWords } from './words';
import './cases.scss';

const WITH_AMOUNT = ['amend', 'issue pre-penalty notice', 'issue notice'];
const GRAVE = ['cancel', 'refer to Justice', 'write off', 'declare forfeited', 'begin forfeiture'];

/** One case: where it stands, what ends when, and what can be done about it. */
export default function CasePage() {
  const say = useWords(caseWords);
  const { caseId = '' } = useParams({ strict: false }) as { caseId?: string };
  const read = useKnown('enforcement', 'GET /enforcement-cases/{id}', { path: { id: caseId } });
  return (
    <>
      <PageTitle lead={read.data?.subject}>
        {read.data ? say('caseTitle', { number: read.data.number }) : say('case')}
      </PageTitle>
      <p>
        <Link to="/cases">{say('back')}</Link>
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

function Whole({ one, again }: { one: EnforcementCaseView; again: () => void }) {
  const say = useWords(caseWords);
  const name = useNames();
  const { language } = useLanguage();
  const partyOf = (place: number): string =>
    one.parties.find((party) => party.place === place)?.name ?? say('allParties');
  return (
    <>
      <p className="pw-card__line">
        <span className="pw-sign">{name('state', one.state)}</span>
        <strong>{say('owedNow', { amount: dollarsOf(one.owedCents, language) })}</strong>
        <span>
          {say('suitUntil')} <Day of={one.limitationOn} />
        </span>
      </p>
      <Clocks caseId={one.id} version={one.version} partyOf={partyOf} />
      <Petitions one={one} again={again} />
      <NextStep one={one} again={again} />
      <section aria-labelledby="about">
        <h2 id="about">{say('aboutTitle')}</h2>
        <p>{one.facts}</p>
        <Facts
          of={[
            [say('kind'), name('kind', one.kind)],
            [say('law'), one.law],
            [say('port'), portText(one.port)],
            [say('center'), one.centerId],
            [say('assessed'), dollarsOf(one.assessedCents, language)],
            [say('mitigated'), one.mitigatedCents === null ? null : dollarsOf(one.mitigatedCents, language)],
            [say('paid'), dollarsOf(one.paidCents, language)],
            [say('goodsValue'), one.valueCents === null ? null : dollarsOf(one.valueCents, language)],
            [say('culpability'), name('culpability', one.culpability)],
            [say('violationOn'), <Day key="on" of={one.violationOn} />],
            [say('entries'), one.entries.join(', ')],
            [say('bills'), one.bills.join(', ')],
            [say('openedBy'), one.openedBy],
          ]}
        />
        <h3>{say('parties')}</h3>
        <ul className="pw-cards">
          {one.parties.map((party) => (
            <li key={party.place} className="pw-card">
              <strong>{party.name}</strong> {name('role', party.role)}
              {party.bondNumber && `, ${say('bond', { number: party.bondNumber })}`}
              {party.address && <p className="pw-quiet">{party.address}</p>}
            </li>
          ))}
        </ul>
      </section>
      <GuidelineHelp caseId={one.id} />
      <CaseNotices one={one} again={again} />
      <Money one={one} again={again} />
      {one.kind === 'seizure' && <Property one={one} again={again} />}
      <Representatives one={one} />
      <Conversation
        caseNumber={one.number}
        accountId={one.parties.find(({ accountId }) => accountId)?.accountId ?? null}
      />
      <section aria-labelledby="history">
        <h2 id="history">{say('historyTitle')}</h2>
        <History
          of={one.history.map((event) => ({
            what: name('step', event.step),
            who: event.by,
            note: [event.reason, event.amountCents !== null && dollarsOf(event.amountCents, language)]
              .filter(Boolean)
              .join(' '),
            when: <When at={event.at} />,
          }))}
        />
      </section>
    </>
  );
}

function Clocks({ caseId, version, partyOf }: { caseId: string; version: number; partyOf: (place: number) => string }) {
  const say = useWords(caseWords);
  const name = useNames();
  const clocks = useKnown('enforcement', 'GET /enforcement-cases/{caseId}/clocks', { path: { caseId } });
  useRenewal(version, clocks);
  return (
    <section aria-labelledby="clocks">
      <h2 id="clocks">{say('clocksTitle')}</h2>
      <Known of={clocks} isPart isEmpty={(answer) => answer.clocks.length === 0} empty={say('clocksNone')}>
        {(answer) => (
          <ul className="pw-cards">
            {answer.clocks.map((clock) => (
              <li key={clock.id} className="pw-card">
                <p className="pw-card__line">
                  <strong>{name('what', clock.clock)}</strong>
                  {clock.endedAt ? (
                    <span className="pw-sign">
                      {say('ended')} <When at={clock.endedAt} />
                      {clock.endedHow && `: ${clock.endedHow}`}
                    </span>
                  ) : (
                    <Due day={clock.extendedTo ?? clock.dueDate} daysLeft={clock.daysLeft} unit={clock.unit} />
                  )}
                  <span>{partyOf(clock.place)}</span>
                </p>
                <p className="pw-quiet">
                  {say('clockRule', { rule: clock.rule, end: clock.atEnd })}
                  {clock.extendedWhy && ` ${say('extended', { by: clock.extendedBy ?? '', why: clock.extendedWhy })}`}
                </p>
                {!clock.endedAt && (
                  <OrderForm
                    title={say('moreTime')}
                    explain={say('moreTimeExplain')}
                    done={say('recorded')}
                    fields={[
                      { name: 'until', label: say('untilDay'), kind: 'date' },
                      { name: 'why', label: say('why') },
                    ]}
                    send={async (body) => {
                      await call('enforcement', 'POST /enforcement-cases/{caseId}/clocks/{clockId}/extension', {
                        path: { caseId, clockId: clock.id },
                        body,
                      });
                      clocks.again();
                    }}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
      </Known>
    </section>
  );
}

function NextStep({ one, again }: { one: EnforcementCaseView; again: () => void }) {
  const say = useWords(caseWords);
  const name = useNames();
  const options = useOptions();
  const sayForm = useWords(caseFormWords);
  const isAmended = ({ step }: Readonly<Record<string, string>>): boolean => step === 'amend';
  const amendment: Field[] = [
    { name: 'violationOn', label: sayForm('changeViolation'), kind: 'date', optional: true, when: isAmended },
    { name: 'discoveredOn', label: sayForm('changeDiscovered'), kind: 'date', optional: true, when: isAmended },
    {
      name: 'culpability',
      label: say('culpability'),
      kind: 'choice',
      options: options('culpability', CULPABILITIES),
      optional: true,
      when: (filled) => isAmended(filled) && one.culpability !== null,
    },
  ];
  if (one.steps.length === 0)
    return (
      <section aria-labelledby="next">
        <h2 id="next">{say('nextTitle')}</h2>
        <p>{say('nextNone')}</p>
      </section>
    );
  return (
    <section aria-labelledby="next">
      <h2 id="next">{say('nextTitle')}</h2>
      <p>{say('nextLead', { steps: one.steps.map((step) => name('step', step)).join('; ') })}</p>
      <OrderForm
        title={say('takeStep')}
        isSaidAbove
        isGrave={one.steps.every((step) => GRAVE.includes(step))}
        explain={say('takeStepExplain')}
        done={say('recorded')}
        fields={[
          { name: 'step', label: say('step'), kind: 'choice', options: options('step', one.steps) },
          {
            name: 'amount',
            label: say('amount'),
            kind: 'money',
            optional: true,
            hint: say('amountHint'),
            when: ({ step }) => WITH_AMOUNT.includes(step ?? ''),
          },
          ...amendment,
          { name: 'why', label: say('why') },
        ]}
        send={async ({ step, amount, why, violationOn, discoveredOn, culpability }: Record<string, string>) => {
          // Where somebody else was first the page shows at once what is so now.
          try {
            await call('enforcement', 'POST /enforcement-cases/{id}/steps', {
              path: { id: one.id },
              body: {
                ...{ step: step as 'cancel', version: one.version, why: why!, amount: amountTyped(amount ?? '') },
                ...{ violationOn: violationOn || null, discoveredOn: discoveredOn || null },
                ...(culpability && { culpability: culpability as 'fraud' }),
              },
            });
          } finally {
            again();
          }
        }}
      />
    </section>
  );
}

function Petitions({ one: of, again }: { one: EnforcementCaseView; again: () => void }) {
  const caseId = of.id;
  const say = useWords(caseWords);
  const name = useNames();
  const { language } = useLanguage();
  const petitions = useKnown('enforcement', 'GET /enforcement-cases/{caseId}/petitions', { path: { caseId } });
  useRenewal(of.version, petitions);
  return (
    <section aria-labelledby="petitions">
      <h2 id="petitions">{say('petitionsTitle')}</h2>
      <Known of={petitions} isPart isEmpty={(answer) => answer.petitions.length === 0} empty={say('petitionsNone')}>
        {(answer) => (
          <ul className="pw-cards">
            {answer.petitions.map((one) => (
              <li key={one.id} className="pw-card">
                <h3>
                  <Link to={`/cases/${caseId}/petitions/${one.id}`}>{one.number}</Link>
                </h3>
                <p className="pw-card__line">
                  <span className="pw-sign">{name('petition', one.state)}</span>
                  <span>{one.party}</span>
                  <span>{say(one.daysLate > 0 ? 'cameLate' : 'cameInTime', { count: one.daysLate })}</span>
                </p>
                <p>{one.contents.facts}</p>
                {one.decision && (
                  <p>
                    <strong>
                      {name('outcome', one.decision.outcome)}: {dollarsOf(one.decision.amountCents, language)}
                    </strong>{' '}
                    {one.decision.reasons}
                  </p>
                )}
              </li>
            ))}
          </ul>
        )}
      </Known>
      <FilePetition
        caseId={caseId}
        isSeizure={of.kind === 'seizure'}
        isDecided={petitions.data?.petitions.some(({ decision }) => decision !== null) ?? false}
        happenedOn={of.violationOn}
        happenedAt=""
        parties={of.parties}
        again={() => {
          petitions.again();
          again();
        }}
      />
    </section>
  );
}
