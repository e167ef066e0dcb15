import { call } from '../../api/call';
import { linesOf, optionsOf, OrderForm } from '../../ui/order-form';
import { When, useZoneName } from '../../ui/when';
import { useWords } from '../../words/language';
import { type AtDesk, Desk, OfPort, portName, leadsPort } from './desk-frame';
import { oneLine } from './decide-on';
import { covering } from './downtime-scope';
import { Facts, Mark } from './marks';
import { MODES, type Mode, type PortPicture } from './picture';
import { fieldTime, instantOf } from './port-time';
import { deskWords } from './words';

type Downtime = PortPicture['downtimes'][number];
const HOURS_AHEAD = 4;
const HOUR_MS = 3_600_000;

export default function DowntimePage() {
  const say = useWords(deskWords);
  return (
    <Desk title={say('downtimeTitle')}>
      {(desk) => (
        <OfPort picture={desk.picture}>{({ downtimes }) => <Downtimes downtimes={downtimes} desk={desk} />}</OfPort>
      )}
    </Desk>
  );
}

function Downtimes({ downtimes, desk }: { downtimes: readonly Downtime[]; desk: AtDesk }) {
  const say = useWords(deskWords);
  const { port, officer } = desk;
  const here = covering(downtimes, port);
  const mayDeclare = leadsPort(officer);
  return (
    <>
      {here.length === 0 ? (
        <>
          <p className="pw-headline">{say('noDowntimeAt', { port: portName(port) })}</p>
          <p>{say('noDowntimeMeans')}</p>
        </>
      ) : (
        <ul className="pw-cards">
          {here.map((one) => (
            <li key={one.number} className="pw-card">
              <InForce downtime={one} desk={desk} mayChange={mayDeclare && one.level !== 'filer'} />
            </li>
          ))}
        </ul>
      )}
      {mayDeclare && <Declare desk={desk} />}
      {officer.role === 'officer' && officer.person !== null && <Propose desk={desk} />}
    </>
  );
}

function InForce({ downtime, desk, mayChange }: { downtime: Downtime; desk: AtDesk; mayChange: boolean }) {
  const say = useWords(deskWords);
  const { number, level, drill, from, expectedEnd, scope, reason, invokedBy, relief } = downtime;
  const { zone } = desk;
  const isNational = level === 'national' && desk.officer.role !== 'headquarters';
  return (
    <>
      <span className="pw-card__marks">
        <Mark kind="wait">{number}</Mark>
        <Mark kind="plain">{say(`level_${level}`)}</Mark>
        {drill && <Mark kind="plain">{say('drill')}</Mark>}
      </span>
      <Facts
        of={[
          [say('from'), <When key="from" at={from} zone={zone} />],
          [say('expectedEnd'), expectedEnd ? <When key="end" at={expectedEnd} zone={zone} /> : say('notSaid')],
          [say('ports'), scope.ports.length === 0 ? say('allPorts') : scope.ports.map(portName).join(', ')],
          [
            say('modes'),
            scope.modes.length === 0 ? say('allModes') : scope.modes.map((mode) => say(`mode_${mode}`)).join(', '),
          ],
          [say('reason'), reason],
          [say('declaredBy'), invokedBy.officer],
          [
            say('relief'),
            relief.paymentBusinessDays + relief.otherBusinessDays > 0 &&
              say('reliefDays', { pay: relief.paymentBusinessDays, other: relief.otherBusinessDays }),
          ],
        ]}
      />
      {mayChange && !isNational && <Changes downtime={downtime} desk={desk} />}
      {isNational && <p className="pw-quiet">{say('nationalChanges')}</p>}
    </>
  );
}

function Changes({ downtime, desk }: { downtime: Downtime; desk: AtDesk }) {
  const say = useWords(deskWords);
  const zoneName = useZoneName();
  const { number, confirmed } = downtime;
  const { zone } = desk;
  const path = { number };
  const then = (): void => desk.picture.again();
  const modes: readonly Mode[] = confirmed.modes.length === 0 ? MODES : confirmed.modes;
  return (
    <>
      <OrderForm
        title={say('extendTitle')}
        explain={say('extendWill')}
        fields={[
          {
            name: 'until',
            label: say('newEnd', { zone: zoneName(zone) }),
            kind: 'instant',
            first: fieldTime(new Date(Date.now() + HOURS_AHEAD * HOUR_MS), zone),
          },
          { name: 'reason', label: say('reason'), kind: 'area', least: 3, most: 500 },
        ]}
        submit={say('extendGo')}
        send={async ({ until, reason }) => {
          await call('port', 'POST /downtime/downtimes/{number}/extend', {
            path,
            body: { expectedEnd: instantOf(until, zone), reviewAt: null, reason: oneLine(reason), officer: null },
          });
          then();
        }}
        done={say('done')}
      />
      {(modes.length > 1 || confirmed.ports.length > 1) && (
        <OrderForm
          title={say('narrowTitle')}
          explain={say('narrowWill')}
          fields={[
            {
              name: 'modes',
              label: say('staysFor'),
              kind: 'several',
              options: optionsOf(modes, (mode) => say(`mode_${mode}`)),
              first: modes.join('\n'),
            },
            {
              name: 'ports',
              label: say('ports'),
              kind: 'several',
              options: optionsOf(confirmed.ports, portName),
              first: confirmed.ports.join('\n'),
              when: () => confirmed.ports.length > 0,
            },
            { name: 'reason', label: say('reason'), kind: 'area', least: 3, most: 500 },
          ]}
          submit={say('narrowGo')}
          send={async ({ modes: kept, ports, reason }) => {
            await call('port', 'POST /downtime/downtimes/{number}/narrow', {
              path,
              body: {
                confirmed: { ...confirmed, modes: linesOf(kept), ports: linesOf(ports) } as never,
                ...{ possible: null as never, gateOrders: null, treatments: null, relief: null },
                reason: oneLine(reason),
                officer: null,
              },
            });
            then();
          }}
          done={say('done')}
        />
      )}
      <OrderForm
        title={say('revokeTitle')}
        explain={say('revokeWill')}
        fields={[{ name: 'reason', label: say('reason'), kind: 'area', least: 3, most: 500 }]}
        submit={say('revokeGo')}
        send={async ({ reason }) => {
          await call('port', 'POST /downtime/downtimes/{number}/revoke', {
            path,
            body: { reason: oneLine(reason), relief: null, officer: null },
          });
          then();
        }}
        done={say('done')}
      />
    </>
  );
}

/** For which modes of transport. */
const modesField = (say: (name: 'forModes' | `mode_${Mode}`) => string) =>
  ({
    name: 'modes',
    label: say('forModes'),
    kind: 'several',
    options: optionsOf(MODES, (mode) => say(`mode_${mode}`)),
  }) as const;

function Declare({ desk }: { desk: AtDesk }) {
  const say = useWords(deskWords);
  const zoneName = useZoneName();
  const { port, zone, picture } = desk;
  return (
    <section aria-labelledby="declare">
      <h2 id="declare">{say('declareTitle')}</h2>
      <OrderForm
        title={say('declareAt', { port: portName(port) })}
        explain={say('declareWill', { port: portName(port) })}
        fields={[
          modesField(say),
          { name: 'from', label: say('faultFrom', { zone: zoneName(zone) }), kind: 'instant', optional: true },
          { name: 'until', label: say('endsProbably', { zone: zoneName(zone) }), kind: 'instant', optional: true },
          { name: 'reason', label: say('declareReason'), kind: 'area', least: 3, most: 500 },
          { name: 'earlyReason', label: say('earlyReason'), kind: 'area', optional: true, most: 500 },
          { name: 'drill', label: say('isDrill'), kind: 'tick' },
        ]}
        submit={say('declareGo')}
        send={async ({ modes, from, until, reason, earlyReason, drill }) => {
          const { downtime } = await call('port', 'POST /downtime/downtimes', {
            // What is left out is empty.
            body: {
              drill: drill === 'yes',
              confirmed: { ports: [port], modes: linesOf(modes) },
              ...(from && { from: instantOf(from, zone) }),
              ...(until && { expectedEnd: instantOf(until, zone) }),
              reason: oneLine(reason),
              ...(oneLine(earlyReason) && { earlyReason: oneLine(earlyReason) }),
            } as never,
          });
          picture.again();
          return downtime;
        }}
        done={({ number }) => (
          <>
            <p>{say('declared', { number })}</p>
            <p>{say('declaredDo')}</p>
          </>
        )}
      />
    </section>
  );
}

function Propose({ desk }: { desk: AtDesk }) {
  const say = useWords(deskWords);
  const { port } = desk;
  return (
    <section aria-labelledby="propose">
      <h2 id="propose">{say('proposeTitle')}</h2>
      <OrderForm
        title={say('proposeAt', { port: portName(port) })}
        explain={say('proposeWill')}
        fields={[
          modesField(say),
          { name: 'title', label: say('proposeWhat'), least: 3, most: 100 },
          { name: 'reason', label: say('proposeReason'), kind: 'area', least: 3, most: 500 },
        ]}
        submit={say('proposeGo')}
        send={async ({ modes, title, reason }) => {
          await call('port', 'POST /downtime/proposals', {
            body: {
              title: oneLine(title),
              statement: { kind: 'outage', confirmed: { ports: [port], modes: linesOf(modes) } },
              reason: oneLine(reason),
            } as never,
          });
        }}
        done={say('done')}
      />
    </section>
  );
}
