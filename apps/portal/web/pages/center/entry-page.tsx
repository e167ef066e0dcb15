import { useParams } from '@tanstack/react-router';
import { call } from '../../api/call';
import type { WorkItemView } from '../../api/cee';
import { useKnown } from '../../api/known';
import { Facts, History } from '../../ui/card-list';
import { Day, Due } from '../../ui/due';
import { Known } from '../../ui/known';
import { Notice } from '../../ui/notice';
import { Link } from '../../ui/link';
import { dollarsOf, wholeDollars } from '../../ui/money';
import { OrderButton, OrderForm, Results } from '../../ui/order-form';
import { PageTitle } from '../../ui/page-title';
import { When } from '../../ui/when';
import { useLanguage, useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { AskAdvice } from '../rulings/ask-advice';
import { AskAccount, useMayAsk } from './ask-account';
import { Decisions } from './decisions';
import { correctionWords } from './correction-words';
import { EarlierAnswers } from './earlier-answers';
import { Liquidation } from './liquidation';
import { BackToDesk, useIsOfPort } from './center-frame';
import { useNames } from './names';
import { NoticesOnEntry } from './notices-on-entry';
import { ProposeDeparture } from './propose-departure';
import { centerWords } from './words';
import './center.scss';

/** One entry as a specialist's work: what it is, what was decided before on the same subject beside it, and what can be done. */
export default function EntryPage() {
  const say = useWords(centerWords);
  const name = useNames();
  const isOfPort = useIsOfPort();
  const mayAsk = useMayAsk();
  const { itemId = '' } = useParams({ strict: false }) as { itemId?: string };
  const read = useKnown('cee', 'GET /work-items/{itemId}', { path: { itemId } }, { every: 15_000 });
  const notices = useKnown('cee', 'GET /work-items/{itemId}/notices', { path: { itemId } });
  const decisions = useKnown('cee', 'GET /work-items/{itemId}/decisions', { path: { itemId } });
  const entry = read.data?.item.entryNumber;
  const again = (): void => {
    for (const one of [read, notices, decisions]) one.again();
  };
  const product = decisions.data?.decisions.flatMap(({ findings }) => findings).findLast((one) => one.product)?.product;
  return (
    <>
      <PageTitle>{entry ? say('entryTitle', { entry }) : say('entryOf', { id: itemId })}</PageTitle>
      <BackToDesk to="/center">{say('backToWork')}</BackToDesk>
      <Known of={read} rows={8}>
        {({ item, history }) => (
          <div className="pw-beside">
            <div>
              <Results>
                <Subject item={item} />
                {!isOfPort && <Holding item={item} again={again} />}
                <Decisions known={decisions} item={item} again={again} isOfPort={isOfPort} />
                <NoticesOnEntry known={notices} item={item} again={again} />
                <Liquidation itemId={itemId} />
                <section aria-labelledby="history">
                  <h2 id="history">{say('historyTitle')}</h2>
                  <History
                    of={history.map(({ event, by, note, at }) => ({
                      what: name('event', event),
                      who: by,
                      note,
                      when: <When at={at} />,
                    }))}
                  />
                </section>
              </Results>
            </div>
            <aside aria-labelledby="earlier">
              <EarlierAnswers goods={product?.goods ?? ''} accountId={item.accountId} />
              <div className="pw-orders">
                <ProposeDeparture accountId={item.accountId} goods={product?.goods ?? ''} />
                <AskAdvice entryNumber={item.entryNumber} />
                {mayAsk && <AskAccount accountId={item.accountId} goods={product?.goods ?? ''} />}
              </div>
            </aside>
          </div>
        )}
      </Known>
    </>
  );
}

function Subject({ item }: { item: WorkItemView }) {
  const say = useWords(centerWords);
  const name = useNames();
  const { name: nameOf } = useNamesOf(correctionWords);
  const { language } = useLanguage();
  const { clock, reasons, correction } = item;
  const [filerCode = '', ...number] = item.entryNumber.split('-');
  const told = useKnown('gateway', 'GET /questions/entry-summaries/{filerCode}/{entryNumber}', {
    path: { filerCode, entryNumber: number.join('') },
  });
  const summary = told.data?.summary;
  return (
    <section aria-labelledby="subject">
      <h2 id="subject" className="usa-sr-only">
        {say('subject')}
      </h2>
      <p className="pw-card__line">
        <span className="pw-sign">{name('state', item.state)}</span>
        {clock && <Due day={clock.dueDate} daysLeft={clock.daysLeft} unit={clock.unit} />}
        <span>{say('priorityIs', { priority: item.priority })}</span>
      </p>
      {clock && <p className="pw-quiet">{say('atEnd', { what: clock.atEnd, rule: clock.rule })}</p>}
      <Facts
        of={[
          [say('value'), wholeDollars(item.valueDollars, language)],
          [say('duty'), dollarsOf(item.dutyCents, language)],
          [say('port'), item.portOfEntry],
          [say('entryType'), item.entryType],
          [say('teamOf'), item.teamNumber && `${item.centerId ?? ''} ${item.teamNumber}`],
          [say('filedOn'), item.filedOn && <Day of={item.filedOn} />],
          [say('importer'), summary?.importerNumber ?? null],
          [say('lines'), summary ? String(summary.lines) : null],
          [say('documentsAsked'), summary ? say(summary.documentsRequired ? 'yes' : 'no') : null],
          [say('control'), say(item.underReview ? 'control_cbp' : 'control_trade')],
        ]}
      />
      {told.failure?.isAway && (
        <Notice kind="warning" title={say('summaryAway')}>
          <p>{say(summary ? 'summaryStale' : 'summaryAwayDo')}</p>
        </Notice>
      )}
      <h3>{say('whyPriority')}</h3>
      <ul>
        {reasons.map(({ rule, points, why }) => (
          <li key={rule}>
            {why} <span className="pw-quiet">{say('points', { count: points })}</span>
          </li>
        ))}
        {reasons.length === 0 && <li>{say('noReason')}</li>}
      </ul>
      {correction && (
        <>
          <h3>{say('correction')}</h3>
          <p>{correction.explanation}</p>
          <p className="pw-quiet">{say('correctionReasons')}</p>
          <ul>
            {correction.reasons.map((code) => (
              <li key={code}>{nameOf('reason', code)}</li>
            ))}
          </ul>
          {correction.accelerated && <p>{say('correctionFast')}</p>}
        </>
      )}
      <p>
        <Link to={`/center/accounts/${item.accountId}`}>{say('toPattern')}</Link>
      </p>
    </section>
  );
}

function Holding({ item, again }: { item: WorkItemView; again: () => void }) {
  const say = useWords(centerWords);
  const path = { itemId: String(item.itemId) };
  const { data } = useKnown('cee', 'GET /absences/people', { query: { center: item.centerId } }, { every: 0 });
  const people = (data?.people ?? []).map(({ personId, name }) => ({ value: personId, text: name }));
  const asks = async (answer: Promise<unknown>): Promise<void> => {
    await answer;
    again();
  };
  return (
    <section aria-labelledby="holding">
      <h2 id="holding">{say('holdingTitle')}</h2>
      <p>
        {item.takenBy
          ? say('holds', { name: item.takenBy })
          : item.reservedFor
            ? say('reservedFor', { name: item.reservedFor })
            : say('holdsNobody')}{' '}
        {item.takenBy && item.leaseUntil && (
          <>
            {say('until')} <When at={item.leaseUntil} />.
          </>
        )}
      </p>
      <div className="pw-orders">
        {item.state === 'taken' ? (
          <>
            <OrderButton
              title={say('renew')}
              done={say('renewed')}
              send={() => asks(call('cee', 'POST /work-items/{itemId}/renewals', { path }))}
            />
            <OrderForm
              title={say('giveBack')}
              isSaidAbove
              explain={say('giveBackExplain')}
              done={say('givenBack')}
              fields={[{ name: 'why', label: say('why') }]}
              send={({ why }) => asks(call('cee', 'POST /work-items/{itemId}/returns', { path, body: { why } }))}
            />
          </>
        ) : (
          (item.state === 'open' || item.state === 'with the importer') && (
            <OrderButton
              title={say('take')}
              done={say('taken')}
              send={() => asks(call('cee', 'POST /work-items/{itemId}/takes', { path }))}
            />
          )
        )}
        <OrderForm
          title={say('reassign')}
          explain={say('reassignExplain')}
          done={say('reassigned')}
          fields={[
            { name: 'team', label: say('teamNumber'), kind: 'number', optional: true, hint: say('teamHint') },
            { name: 'personId', label: say('forWhom'), kind: 'choice', options: people, optional: true },
            { name: 'why', label: say('why') },
          ]}
          send={({ team, personId, why }) =>
            asks(
              call('cee', 'POST /work-items/{itemId}/reassignments', {
                path,
                body: { team: team || null, personId: personId || null, why },
              }),
            )
          }
        />
      </div>
    </section>
  );
}
