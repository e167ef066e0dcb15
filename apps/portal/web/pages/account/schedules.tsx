import type { ReportView, ScheduleView } from '../../api/account';
import { call } from '../../api/call';
import type { Known as KnownThing } from '../../api/known';
import type { AnswerOf } from '../../api/modules';
import { Known } from '../../ui/known';
import { optionsOf, OrderForm } from '../../ui/order-form';
import { Said } from '../../ui/said';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { useFigures } from './figures';
import { scheduleWords } from './schedule-words';
import { useAccount } from './use-account';

const INTERVALS = ['monthly', 'weekly', 'daily', 'quarterly'] as const;
const COVERED = ['the period before', 'everything'] as const;
const FORMATS = ['xlsx', 'csv', 'json'] as const;
/** Clocks by which the trade works; others are ordered by software. */
const CLOCKS = {
  'America/New_York': 'Eastern',
  'America/Chicago': 'Central',
  'America/Denver': 'Mountain',
  'America/Los_Angeles': 'Pacific',
  'America/Anchorage': 'Alaska',
  'Pacific/Honolulu': 'Hawaii',
} as const;

/** Has a report made again and again. */
export function BeginSchedule({ report, again }: { report: ReportView; again: () => void }) {
  const say = useWords(scheduleWords);
  const { day } = useFigures();
  const { accountId } = useAccount();
  return (
    <OrderForm
      title={say('begin', { name: report.name })}
      explain={say('beginHappens')}
      submit={say('beginNow')}
      fields={[
        { name: 'every', label: say('every'), kind: 'choice', options: optionsOf(INTERVALS, say), first: 'monthly' },
        {
          name: 'businessDay',
          label: say('businessDay'),
          kind: 'number',
          hint: say('businessDayHint'),
          first: '1',
          when: ({ every }) => every !== 'daily',
        },
        { name: 'timeOfDay', label: say('timeOfDay'), hint: say('timeOfDayHint'), first: '06:00' },
        {
          name: 'timeZone',
          label: say('timeZone'),
          kind: 'choice',
          hint: say('timeZoneHint'),
          optional: true,
          options: optionsOf(Object.keys(CLOCKS) as (keyof typeof CLOCKS)[], (zone) => say(CLOCKS[zone])),
        },
        {
          name: 'covers',
          label: say('covers'),
          kind: 'choice',
          options: optionsOf(COVERED, say),
          first: 'the period before',
        },
        {
          name: 'format',
          label: say('format'),
          kind: 'choice',
          options: optionsOf(FORMATS, (one) => one.toUpperCase()),
          first: 'xlsx',
        },
      ]}
      send={async (typed) => {
        const begun = await call('account', 'POST /accounts/{accountId}/reports/{reportId}/schedules', {
          path: { accountId, reportId: report.id },
          body: {
            every: typed.every as (typeof INTERVALS)[number],
            ...(typed.businessDay && { businessDay: Number(typed.businessDay) }),
            timeOfDay: typed.timeOfDay,
            timeZone: typed.timeZone || null,
            covers: typed.covers as (typeof COVERED)[number],
            format: typed.format as (typeof FORMATS)[number],
          },
        });
        again();
        return begun.nextAt;
      }}
      done={(nextAt) => (nextAt ? say('begun', { day: day(nextAt) }) : say('begunNotYet'))}
    />
  );
}

/** What is made by itself: how often, for whom, when next, and how it ends. */
export function Schedules({
  of,
}: {
  of: KnownThing<AnswerOf<'account', 'GET /accounts/{accountId}/report-schedules'>>;
}) {
  const say = useWords(scheduleWords);
  return (
    <section aria-labelledby="schedules">
      <h2 id="schedules">{say('title')}</h2>
      <Known of={of} isEmpty={({ schedules }) => schedules.length === 0} empty={say('none')} isPart>
        {({ schedules }) => (
          <ul className="pw-cards">
            {schedules.map((schedule) => (
              <li key={schedule.id} className="pw-card">
                <Schedule schedule={schedule} again={of.again} />
              </li>
            ))}
          </ul>
        )}
      </Known>
    </section>
  );
}

function Schedule({ schedule, again }: { schedule: ScheduleView; again: () => void }) {
  const say = useWords(scheduleWords);
  const { state } = useFigures();
  const { accountId, isOwn } = useAccount();
  const { name, every, businessDay, timeOfDay, timeZone, nextAt } = schedule;
  return (
    <>
      <h3>
        {name}{' '}
        <span className={`pw-state-tag pw-state-tag--${schedule.state === 'active' ? 'good' : 'waits'}`}>
          {state(schedule.state)}
        </span>
      </h3>
      <p>
        {say(every)}
        {every !== 'daily' && `, ${say('on', { count: businessDay })}`}, {say('at', { time: timeOfDay })} (
        {timeZone in CLOCKS ? say(CLOCKS[timeZone as keyof typeof CLOCKS]) : timeZone}) · {say(schedule.covers)} ·{' '}
        {schedule.format.toUpperCase()}
      </p>
      <p className="pw-quiet">
        {nextAt && (
          <>
            {say('next')} <When at={nextAt} zone={timeZone} /> ·{' '}
          </>
        )}
        {say('by', { who: schedule.scheduledBy })}
      </p>
      {schedule.stoppedWhy && (
        <p>
          {say('stoppedWhy')} <Said text={schedule.stoppedWhy} />
        </p>
      )}
      {isOwn && (
        <OrderForm
          title={say('end', { name })}
          explain={say('endHappens')}
          submit={say('endNow')}
          isGrave
          isSaidAbove
          send={async () => {
            await call('account', 'DELETE /accounts/{accountId}/report-schedules/{scheduleId}', {
              path: { accountId, scheduleId: schedule.id },
            });
            again();
          }}
          done={say('ended')}
        />
      )}
    </>
  );
}
