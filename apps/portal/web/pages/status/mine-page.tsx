import { chosenAccount } from '../../api/call';
import { useKnown } from '../../api/known';
import { signIn, useOwnAccounts, useSession } from '../../api/session';
import { Known, Skeleton } from '../../ui/known';
import { Link } from '../../ui/link';
import { Notice } from '../../ui/notice';
import { PageTitle } from '../../ui/page-title';
import { Said } from '../../ui/said';
import { When } from '../../ui/when';
import { common } from '../../words/common';
import { useWords } from '../../words/language';
import { AnswerName } from '../account/answer-name';
import { Told } from './matters';
import { mineWords } from './mine-words';
import { portText } from './ports';
import './status.scss';

const EVERY_MS = 10_000;
const ANSWERS = 20;

/** What concerns who looks: the filings of the account that wait, the answers that are there, the ports it works at. */
export default function MinePage() {
  const say = useWords(mineWords);
  const sayCommon = useWords(common);
  const { session } = useSession();
  return (
    <>
      <PageTitle lead={say('lead')}>{say('title')}</PageTitle>
      <p>
        <Link to="/status">{say('all')}</Link>
      </p>
      {session === undefined ? (
        <Skeleton rows={6} />
      ) : session === null ? (
        <Notice kind="info" title={say('signIn')}>
          <button type="button" className="usa-button" onClick={() => signIn()}>
            {sayCommon('signIn')}
          </button>
        </Notice>
      ) : (
        <>
          <Waiting />
          <Answered />
          <Ports />
        </>
      )}
    </>
  );
}

function Waiting() {
  const say = useWords(mineWords);
  const filings = useKnown('gateway', 'GET /filings', {}, { every: EVERY_MS });
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting">{say('waitingTitle')}</h2>
      <Known of={filings} isEmpty={({ unanswered }) => unanswered === 0} empty={say('noneWait')}>
        {({ unanswered, filings: waiting }) => {
          const held = waiting.filter(({ disposition }) => disposition === 'held, do not resend').length;
          return (
            <>
              <p role="status">
                <strong>{say('waiting', { count: unanswered })}</strong> {held > 0 && say('heldNow', { count: held })}
              </p>
              <table className="usa-table usa-table--stacked pw-table">
                <thead>
                  <tr>
                    <th scope="col">{say('filing')}</th>
                    <th scope="col">{say('kind')}</th>
                    <th scope="col">{say('sent')}</th>
                    <th scope="col">{say('now')}</th>
                  </tr>
                </thead>
                <tbody>
                  {waiting.map(({ filingId, transmissionId, reference, kind, receivedAt, disposition }) => (
                    <tr key={transmissionId + filingId}>
                      <th scope="row" data-label={say('filing')}>
                        {reference}
                      </th>
                      <td data-label={say('kind')}>
                        <Said text={kind} />
                      </td>
                      <td data-label={say('sent')}>
                        <When at={receivedAt} />
                      </td>
                      <td data-label={say('now')}>
                        {disposition === 'held, do not resend' ? <strong>{say('held')}</strong> : say('processed')}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {unanswered > waiting.length && <p>{say('onlyOldest', { count: waiting.length })}</p>}
            </>
          );
        }}
      </Known>
    </section>
  );
}

function Answered() {
  const say = useWords(mineWords);
  const mailbox = useKnown('gateway', 'GET /mailbox', { query: { limit: ANSWERS } }, { every: EVERY_MS });
  return (
    <section aria-labelledby="answered">
      <h2 id="answered">{say('answeredTitle')}</h2>
      <Known of={mailbox} isEmpty={({ entries }) => entries.length === 0} empty={say('noneAnswered')}>
        {({ entries }) => (
          <ul className="pw-plain">
            {entries.map(({ id, event, application, createdAt }) => (
              <li key={id}>
                <strong>{say(event === 'answer' ? 'answer' : 'message')}</strong>:{' '}
                <AnswerName application={application} />, <Told text={say('came', { time: '\u0000' })} at={createdAt} />
              </li>
            ))}
          </ul>
        )}
      </Known>
    </section>
  );
}

function Ports() {
  const say = useWords(mineWords);
  const own = useOwnAccounts();
  const summary = useKnown('status', 'GET /status/summary.json', {}, { every: EVERY_MS });
  const accountId = chosenAccount.get() ?? own.data?.accounts[0]?.accountId ?? '';
  const picture = useKnown(
    'account',
    'GET /accounts/{accountId}/picture',
    { path: { accountId } },
    { when: accountId !== '' },
  );
  return (
    <section aria-labelledby="ports">
      <h2 id="ports">{say('portsTitle')}</h2>
      <Known of={summary}>
        {({ downtimes }) => (
          <Known
            of={picture}
            isEmpty={({ importer, filer, carrier }) =>
              importer.byPort.length + filer.byPort.length + carrier.byPort.length === 0
            }
            empty={say('noPorts')}
          >
            {({ importer, filer, carrier }) => {
              const ports = [
                ...new Set([importer, filer, carrier].flatMap(({ byPort }) => byPort.map(({ value }) => value))),
              ].sort();
              return (
                <ul className="pw-port-list">
                  {ports.map((port) => {
                    const here = downtimes.filter(
                      ({ drill, everywhere, scope }) => !drill && (everywhere || scope.ports.includes(port)),
                    );
                    return (
                      <li key={port}>
                        <span className={`pw-how pw-how--${here.length > 0 ? 'down' : 'operational'}`}>
                          {portText(port)}
                        </span>
                        :{' '}
                        {here.length > 0
                          ? say('inDowntime', { numbers: here.map(({ number }) => number).join(', ') })
                          : say('works')}
                      </li>
                    );
                  })}
                </ul>
              );
            }}
          </Known>
        )}
      </Known>
    </section>
  );
}
