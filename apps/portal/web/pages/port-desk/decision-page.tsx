import { useParams } from '@tanstack/react-router';
import { addressOf, call } from '../../api/call';
import { useKnown } from '../../api/known';
import type { AnswerOf } from '../../api/modules';
import { Known, Staleness } from '../../ui/known';
import { Link } from '../../ui/link';
import { OrderForm, Results } from '../../ui/order-form';
import { When, useZoneName } from '../../ui/when';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { type AtDesk, Desk, portName, zoneOf } from './desk-frame';
import { oneLine } from './decide-on';
import { Facts, Mark } from './marks';
import { isAway, usePlaybooks } from './picture';
import { instantOf } from './port-time';
import { deskWords } from './words';

/** Nothing moves by them, so their number goes on no paper. */
const WITHOUT_EFFECT: readonly string[] = ['not agreed', 'expired', 'void'];

type Whole = AnswerOf<'port', 'GET /desk/decisions/{controlNumber}'>;
type Known1 = Omit<Whole, 'history' | 'matchHistory'> & Partial<Pick<Whole, 'history' | 'matchHistory'>>;

export default function DecisionPage() {
  const say = useWords(deskWords);
  const { controlNumber } = useParams({ strict: false }) as { controlNumber: string };
  return (
    <Desk key={controlNumber} title={say('decisionTitle', { number: controlNumber })}>
      {(desk) => <Decision controlNumber={controlNumber} desk={desk} />}
    </Desk>
  );
}

function Decision({ controlNumber, desk }: { controlNumber: string; desk: AtDesk }) {
  const read = useKnown(
    'port',
    'GET /desk/decisions/{controlNumber}',
    { path: { controlNumber } },
    { every: 30_000, isSealed: true },
  );
  const kept = desk.picture.data?.decisions.find((one) => one.controlNumber === controlNumber);
  if (!read.data && kept && isAway(read.failure))
    return (
      <>
        <Staleness of={desk.picture} zone={desk.zone} />
        <Paper decision={kept} desk={desk} again={read.again} />
      </>
    );
  return (
    <Known of={read} rows={8} zone={desk.zone}>
      {(decision) => (
        <Results>
          <Paper decision={decision} desk={desk} again={read.again} />
        </Results>
      )}
    </Known>
  );
}

function Paper({ decision, desk, again }: { decision: Known1; desk: AtDesk; again: () => void }) {
  const say = useWords(deskWords);
  const { name } = useNamesOf(deskWords);
  const { controlNumber, paper, state, override, match, history = [], keyed, examResult, voiding } = decision;
  const zone = zoneOf(paper.port) ?? desk.zone;
  const playbooks = usePlaybooks(paper.port);
  const papers = playbooks.data?.[paper.mode]?.procedure.documents ?? [];
  const nameOf = (code: string): string => papers.find(({ id }) => id === code)?.name ?? code;
  const packet = addressOf('port', 'GET /desk/decisions/{controlNumber}/packet', { path: { controlNumber } });
  const mayGo = state === 'in effect' && paper.decision === 'release';
  return (
    <>
      <div
        className={`pw-verdict pw-verdict--${mayGo ? 'go' : state === 'awaiting second officer' ? 'wait' : 'stop'}`}
        role="status"
      >
        <p className="pw-number">{controlNumber}</p>
        <p className="pw-verdict__title">
          <Mark kind={mayGo ? 'go' : state === 'awaiting second officer' ? 'wait' : 'stop'}>
            {say(`decision_${paper.decision}`)}: {say(`state_${state}`)}
          </Mark>
        </p>
        <p>{state === 'in effect' ? say(`now_${paper.decision}`) : say(`now_${state}`)}</p>
        {!WITHOUT_EFFECT.includes(state) && <p>{say('writeNumber')}</p>}
      </div>
      <p className="pw-actions">
        <a className="usa-button" href={packet} target="_blank" rel="noreferrer">
          {say('packet')}
        </a>
        <Link to="/desk" className="usa-button usa-button--outline">
          {say('nextCargo')}
        </Link>
      </p>
      <Facts
        of={[
          [
            say('bills'),
            paper.bills.map(({ billKey, quantity }) => (quantity ? `${billKey} (${quantity})` : billKey)).join(', '),
          ],
          [say('entry'), paper.entry && `${paper.entry.filerCode}-${paper.entry.entryNumber}`],
          [say('noEntryBecause'), paper.exemption && say(`exemption_${paper.exemption as 'in-bond'}`)],
          [say('reason'), paper.reason],
          [say('decidedBy'), paper.officer],
          [say('decidedAt'), <When key="at" at={paper.decidedAt} zone={zone} />],
          [say('port'), portName(paper.port)],
          [say('mode'), say(`mode_${paper.mode}`)],
          [say('terminal'), paper.terminal],
          [say('downtime'), decision.downtimeNumber],
          [say('papersSeen'), paper.documentsSeen.map(({ code }) => nameOf(code)).join('; ')],
          [say('overrideReason'), override?.reason],
          [say('secondOfficer'), override?.second && `${override.second.person}: ${override.second.note}`],
          [say('examResult'), examResult && `${examResult.outcome}: ${examResult.text}`],
          [say('keyedBy'), keyed && `${keyed.by} ${keyed.reference ?? ''}`],
          [say('voided'), voiding && `${voiding.officer}: ${voiding.reason}`],
          [say('matched'), match && say(`match_${match.state}`)],
        ]}
      />
      <Orders decision={decision} desk={desk} zone={zone} again={again} />
      {history.length > 0 && (
        <section aria-labelledby="history">
          <h2 id="history">{say('history')}</h2>
          <ol className="pw-history">
            {history.map(({ version, event, person, at }) => (
              <li key={version}>
                <When at={at} zone={zone} />: {name('event', event)}, {person}
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

function Orders({ decision, desk, zone, again }: { decision: Known1; desk: AtDesk; zone: string; again: () => void }) {
  const say = useWords(deskWords);
  const zoneName = useZoneName();
  const { controlNumber, state, paper, override, keyed } = decision;
  const { officer } = desk;
  if (officer.role === 'auditor' || officer.person === null) return null;
  const path = { controlNumber };
  const then = (): void => {
    again();
    desk.picture.again();
  };
  const isFirst = [override?.first.person, paper.officer, decision.registeredBy].includes(officer.person);
  const second =
    (agree: boolean) =>
    async ({ note }: { note: string }) => {
      await call('port', 'POST /desk/decisions/{controlNumber}/second-officer', {
        path,
        body: { agree, note: oneLine(note) },
      });
      then();
    };
  return (
    <section aria-labelledby="orders">
      <h2 id="orders" className="usa-sr-only">
        {say('whatYouCanDo')}
      </h2>
      {state === 'awaiting second officer' &&
        (isFirst ? (
          <p>{say('anotherSigns')}</p>
        ) : (
          <>
            <OrderForm
              title={say('agreeTitle')}
              explain={say('agreeWill')}
              isOpen
              fields={[{ name: 'note', label: say('agreeNote'), kind: 'area', most: 500 }]}
              submit={say('agreeGo')}
              send={second(true)}
              isSaidAbove
              done={say('done')}
            />
            <OrderForm
              title={say('disagreeTitle')}
              explain={say('disagreeWill')}
              fields={[{ name: 'note', label: say('disagreeNote'), kind: 'area', most: 500 }]}
              submit={say('disagreeGo')}
              send={second(false)}
              isSaidAbove
              done={say('done')}
            />
          </>
        ))}
      {state === 'in effect' && paper.decision === 'exam' && !decision.examResult && (
        <OrderForm
          title={say('examTitle')}
          explain={say('examWill')}
          isOpen
          fields={[
            {
              name: 'outcome',
              label: say('examOutcome'),
              kind: 'choice',
              first: 'no discrepancy',
              options: [
                { value: 'no discrepancy', text: say('noDiscrepancy') },
                { value: 'discrepancy', text: say('discrepancy') },
              ],
            },
            { name: 'result', label: say('examFound'), kind: 'area', most: 500 },
          ]}
          submit={say('examGo')}
          send={async ({ outcome, result }) => {
            await call('port', 'POST /desk/decisions/{controlNumber}/exam-result', {
              path,
              body: {
                outcome: outcome as 'discrepancy',
                result: oneLine(result),
                at: new Date(Date.now() + Math.min(0, desk.picture.data?.clockAhead ?? 0)).toISOString(),
              },
            });
            then();
          }}
          isSaidAbove
          done={say('done')}
        />
      )}
      {state === 'in effect' && !keyed && (
        <OrderForm
          title={say('keyedTitle')}
          explain={say('keyedWill')}
          fields={[
            { name: 'keyedBy', label: say('keyedWho'), least: 2, most: 100 },
            { name: 'keyedAt', label: say('keyedWhen', { zone: zoneName(zone) }), kind: 'instant' },
            { name: 'reference', label: say('keyedReference'), optional: true, most: 60 },
          ]}
          submit={say('keyedGo')}
          send={async ({ keyedBy, keyedAt, reference }) => {
            await call('port', 'POST /desk/decisions/{controlNumber}/keyed', {
              path,
              body: {
                keyedBy: oneLine(keyedBy),
                keyedAt: instantOf(keyedAt, zone),
                ...(oneLine(reference) && { reference: oneLine(reference) }),
              },
            });
            then();
          }}
          isSaidAbove
          done={say('done')}
        />
      )}
      {state === 'in effect' && officer.role !== 'officer' && (
        <OrderForm
          title={say('voidTitle')}
          isGrave
          explain={say('voidWill')}
          fields={[{ name: 'reason', label: say('voidReason'), kind: 'area', least: 10, most: 500 }]}
          submit={say('voidGo')}
          send={async ({ reason }) => {
            await call('port', 'POST /desk/decisions/{controlNumber}/void', {
              path,
              body: { reason: oneLine(reason) },
            });
            then();
          }}
          isSaidAbove
          done={say('done')}
        />
      )}
    </section>
  );
}
