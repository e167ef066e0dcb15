import { call } from '../../api/call';
import { CardList } from '../../ui/card-list';
import { Link } from '../../ui/link';
import { OrderForm } from '../../ui/order-form';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { type AtDesk, Desk, OfPort } from './desk-frame';
import { oneLine } from './decide-on';
import { Mark } from './marks';
import type { PortPicture } from './picture';
import { deskWords } from './words';

export default function UnmatchedPage() {
  const say = useWords(deskWords);
  return (
    <Desk title={say('unmatchedTitle')}>
      {(desk) => <OfPort picture={desk.picture}>{({ unmatched }) => <Work of={unmatched} desk={desk} />}</OfPort>}
    </Desk>
  );
}

function Work({ of: { alarms, decisions }, desk }: { of: PortPicture['unmatched']; desk: AtDesk }) {
  const say = useWords(deskWords);
  const mayAct = desk.officer.role !== 'auditor' && desk.officer.person !== null;
  return (
    <>
      <section aria-labelledby="alarms">
        <h2 id="alarms">{say('alarmsTitle', { count: alarms.length })}</h2>
        {alarms.length === 0 ? (
          <p className="pw-empty">{say('noAlarms')}</p>
        ) : (
          <>
            <p>{say('alarmMeans')}</p>
            <ul className="pw-cards">
              {alarms.map(({ id, controlNumber, billKey, holdCode, holdReason, placedAt }) => (
                <li key={id} className="pw-card">
                  <span className="pw-card__marks">
                    <Mark kind="stop">
                      {say('held')} {holdCode}: {holdReason}
                    </Mark>
                  </span>
                  <span>
                    <Link to={`/desk/case/${encodeURIComponent(billKey)}`}>{billKey}</Link>, {say('releasedBy')}{' '}
                    <Link to={`/desk/decisions/${controlNumber}`}>{controlNumber}</Link>, {say('heldSince')}{' '}
                    <When at={placedAt} zone={desk.zone} />
                  </span>
                  {mayAct && (
                    <OrderForm
                      title={say('acknowledgeTitle')}
                      explain={say('acknowledgeWill', { name: desk.officer.person! })}
                      fields={[{ name: 'note', label: say('acknowledgeNote'), kind: 'area', least: 2, most: 500 }]}
                      submit={say('acknowledgeGo')}
                      send={async ({ note }) => {
                        await call('port', 'POST /desk/alarms/{id}/acknowledge', {
                          path: { id },
                          body: { note: oneLine(note) },
                        });
                        desk.picture.again();
                      }}
                      done={say('done')}
                    />
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
      <section aria-labelledby="unmatched">
        <h2 id="unmatched">{say('unmatchedCount', { count: decisions.length })}</h2>
        {decisions.length === 0 ? (
          <p className="pw-empty">{say('noUnmatched')}</p>
        ) : (
          <CardList label={say('unmatchedTitle')} items={decisions} keyOf={({ controlNumber }) => controlNumber}>
            {({ controlNumber, state, decision, dueDate, ageHours, links }) => (
              <>
                <Link to={`/desk/decisions/${controlNumber}`} className="pw-card__link">
                  {controlNumber}
                </Link>
                <span className="pw-card__marks">
                  <Mark kind={state === 'conflict' ? 'stop' : 'wait'}>{say(`match_${state}`)}</Mark>
                  <Mark kind="plain">{say(`decision_${decision as 'release'}`)}</Mark>
                </span>
                <ul>
                  {links.map(({ link, reference, state: of, owner, dueDate: due, conflicts }) => (
                    <li key={`${link} ${reference}`}>
                      {[say(`link_${link}`), reference].filter(Boolean).join(' ')}: {say(`link_${of}`)}
                      {owner && `, ${say('owes', { name: owner.name })}`}
                      {due && `, ${say('dueOn', { day: due })}`}
                      {conflicts.map(({ text }) => ` ${text}`)}
                    </li>
                  ))}
                </ul>
                <span className="pw-quiet">
                  {say('hoursAgo', { count: ageHours })}
                  {dueDate && `, ${say('dueOn', { day: dueDate })}`}
                </span>
                {mayAct && (
                  <OrderForm
                    title={say('closeTitle')}
                    explain={say('closeWill')}
                    fields={[{ name: 'reason', label: say('closeReason'), kind: 'area', least: 10, most: 500 }]}
                    submit={say('closeGo')}
                    send={async ({ reason }) => {
                      await call('port', 'POST /desk/unmatched/{controlNumber}/close', {
                        path: { controlNumber },
                        body: { reason: oneLine(reason) },
                      });
                      desk.picture.again();
                    }}
                    done={say('done')}
                  />
                )}
              </>
            )}
          </CardList>
        )}
      </section>
    </>
  );
}
