import { Link as RouterLink, useParams } from '@tanstack/react-router';
import type { AnswerOf } from '../../api/modules';
import { useKnown } from '../../api/known';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { Said } from '../../ui/said';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { tone } from './filings-page';
import { printedEntry, useFigures, zoneOf } from './figures';
import { AccountPage } from './frame';
import { LifeLine, type Step } from './life-line';
import { useAccount } from './use-account';
import { accountWords } from './words';

type Entry = AnswerOf<'gateway', 'GET /entries/{filerCode}/{entryNumber}'>;
/** What of a computed summary is shown; the rest is for software. */
interface Computed {
  readonly valueDollars?: number;
  readonly dutyCents?: number;
  readonly feeCents?: number;
  readonly totalCents?: number;
  readonly feesByClass?: readonly { readonly classCode: string; readonly cents: number }[];
  readonly notes?: readonly string[];
}
const HELD = [
  'hold',
  'exam',
  'documents required',
  'agency review',
  'awaiting bill',
  'on file',
  'release suspended',
] as const;
const FILER = 3;

/** The life of one entry: how it stands, what to do now, every step, and the money. */
export default function EntryPage() {
  const say = useWords(accountWords);
  const { key = '' } = useParams({ strict: false }) as { key?: string };
  const { base } = useAccount();
  const [filerCode, entryNumber] = [key.slice(0, FILER), key.slice(FILER)];
  const entry = useKnown(
    'gateway',
    'GET /entries/{filerCode}/{entryNumber}',
    { path: { filerCode, entryNumber } },
    { every: 15_000 },
  );
  const printed = printedEntry(filerCode, entryNumber);
  return (
    <AccountPage title={say('entryTitle', { number: printed })}>
      <p>
        <Link to={`${base}/filings`}>{say('backToFilings')}</Link>
      </p>
      <Known of={entry} rows={8}>
        {(told) => (
          <>
            <HowItStands entry={told} />
            <Money entry={told} />
            <section aria-labelledby="life">
              <h2 id="life">{say('lifeTitle')}</h2>
              <Steps entry={told} />
            </section>
          </>
        )}
      </Known>
      <section aria-labelledby="more">
        <h2 id="more">{say('moreTitle')}</h2>
        <ul>
          <li>
            <RouterLink
              to={`${base}/activity` as never}
              search={{ subject: `entry:${filerCode}-${entryNumber}` } as never}
              className="usa-link"
            >
              {say('entryInLog')}
            </RouterLink>
          </li>
          <li>
            <RouterLink
              to={`${base}/documents` as never}
              search={{ subject: `entry:${filerCode}-${entryNumber}` } as never}
              className="usa-link"
            >
              {say('entryDocuments')}
            </RouterLink>
          </li>
          <li>
            <RouterLink
              to={`${base}/messages` as never}
              search={{ subject: `entry:${filerCode}-${entryNumber}` } as never}
              className="usa-link"
            >
              {say('entryMessages')}
            </RouterLink>
          </li>
        </ul>
      </section>
    </AccountPage>
  );
}

const portOf = ({ release, summary }: Entry): string | null =>
  release?.filed.plannedPortOfEntry ?? summary?.portOfEntry ?? null;

function HowItStands({ entry }: { entry: Entry }) {
  const say = useWords(accountWords);
  const { state, port, mode, day } = useFigures();
  const { release, summary, liquidation } = entry;
  const held = HELD.find((one) => one === release?.state);
  return (
    <section
      aria-labelledby="stands"
      className={`pw-stands pw-stands--${tone(release?.state ?? summary?.state ?? null)}`}
    >
      <h2 id="stands">{say('howItStands')}</h2>
      <p className="pw-headline">
        {release ? state(release.state) : say('noRelease')}
        {summary && ` · ${say('summaryIs', { state: state(summary.state) })}`}
        {liquidation && ` · ${state(liquidation.state)}`}
      </p>
      <p>
        {release
          ? say(
              held
                ? `do_${DO[held]}`
                : release.state === 'released' || release.state === 'admissible'
                  ? `do_${release.state}`
                  : 'do_nothing',
            )
          : say('do_nothing')}
      </p>
      <dl className="pw-facts">
        <dt>{say('port')}</dt>
        <dd>{port(portOf(entry))}</dd>
        {release?.filed.modeOfTransport && (
          <>
            <dt>{say('mode')}</dt>
            <dd>{mode(release.filed.modeOfTransport)}</dd>
          </>
        )}
        {release?.releasedAt && (
          <>
            <dt>{state('released')}</dt>
            <dd>
              <When at={release.releasedAt} zone={zoneOf(portOf(entry))} />
            </dd>
          </>
        )}
        {(release?.bills ?? []).some(({ holds, onFile }) => holds.length > 0 || !onFile) && (
          <>
            <dt>{say('billsOfIt')}</dt>
            <dd>
              <ul>
                {release!.bills.map(({ billKey, onFile, holds }) => (
                  <li key={billKey}>
                    {billKey}:{' '}
                    {!onFile
                      ? say('billMissing')
                      : holds.length > 0
                        ? say('billHeld', { codes: holds.join(', ') })
                        : say('billFine')}
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
        {(release?.findings ?? []).length > 0 && (
          <>
            <dt>{say('findings')}</dt>
            <dd>
              <ul>
                {release!.findings!.map(({ code, text }) => (
                  <li key={code}>
                    {code} <Said text={text} />
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
        {(release?.clocks ?? []).map(({ clock, dueDate, daysLeft, atEnd }) => (
          <Fact key={clock} name={say('dueBy', { day: day(dueDate) })}>
            <Said text={clock} />, {say('daysLeft', { count: daysLeft })}. {say('afterwards')} <Said text={atEnd} />
          </Fact>
        ))}
        {summary?.deadline?.dueDate && (
          <Fact name={say('summaryDue')}>
            {day(summary.deadline.dueDate)} · {state(summary.deadline.timeliness)}
          </Fact>
        )}
        {summary?.deadline?.paymentDueDate && (
          <Fact name={say('paymentDue')}>{day(summary.deadline.paymentDueDate)}</Fact>
        )}
        {liquidation?.scheduledFor && <Fact name={say('liquidationOn')}>{day(liquidation.scheduledFor)}</Fact>}
        {(liquidation?.heldBy ?? []).map(({ code, says }) => (
          <Fact key={code} name={say('liquidationHeld')}>
            <Said text={says} />
          </Fact>
        ))}
      </dl>
    </section>
  );
}

const DO = {
  hold: 'hold',
  exam: 'exam',
  'documents required': 'documents',
  'agency review': 'agency',
  'awaiting bill': 'bill',
  'on file': 'onFile',
  'release suspended': 'suspended',
} as const;

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** The money of the summary as it was computed last, and what became of it. */
function Money({ entry }: { entry: Entry }) {
  const say = useWords(accountWords);
  const { cents, dollars } = useFigures();
  const last = [...(entry.summary?.history ?? [])].reverse().find(({ computed }) => computed)?.computed as
    | Computed
    | undefined;
  const { liquidation } = entry;
  if (!last && !liquidation) return null;
  const lines: readonly (readonly [string, string])[] = [
    ...(last?.valueDollars !== undefined ? [[say('goodsValue'), dollars(last.valueDollars)] as const] : []),
    ...(last?.dutyCents !== undefined ? [[say('duty'), cents(last.dutyCents)] as const] : []),
    ...(last?.feesByClass ?? []).map(
      ({ classCode, cents: fee }) => [say('feeOf', { code: classCode }), cents(fee)] as const,
    ),
    ...(last?.totalCents !== undefined ? [[say('owed'), cents(last.totalCents)] as const] : []),
    ...(liquidation?.liquidated ? [[say('liquidatedDuty'), cents(liquidation.liquidated.dutyCents)] as const] : []),
    ...(liquidation?.changeCents ? [[say('change'), cents(liquidation.changeCents)] as const] : []),
  ];
  return (
    <section aria-labelledby="money">
      <h2 id="money">{say('moneyTitle')}</h2>
      <dl className="pw-facts pw-money">
        {lines.map(([name, value]) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
      </dl>
      {(last?.notes ?? []).map((note) => (
        <p key={note} className="pw-quiet">
          <Said text={note} />
        </p>
      ))}
    </section>
  );
}

function Steps({ entry }: { entry: Entry }) {
  return <LifeLine steps={useStepsOf(entry)} zone={zoneOf(portOf(entry))} />;
}

function useStepsOf({ release, summary, liquidation }: Entry): Step[] {
  const say = useWords(accountWords);
  const { state, cents, day } = useFigures();
  const change = (value: number | null | undefined): string | null =>
    value ? say('changeOf', { money: cents(value) }) : null;
  return [
    ...(release?.history ?? []).map(
      (one): Step => ({
        id: `release ${one.version} ${one.at} ${one.event}`,
        at: one.at,
        what: state(one.event) === state(one.state) ? state(one.state) : `${state(one.event)}: ${state(one.state)}`,
        part: say('partRelease'),
        by: one.officer,
        notes: [],
        told: [
          ...(one.note ? [['', one.note] as const] : []),
          ...one.dispositions.map(({ code, text }) => [code, text] as const),
          ...one.bills.map(({ billKey, code, text }) => [`${billKey}: ${code}`, text] as const),
        ],
      }),
    ),
    ...(summary?.history ?? []).map((one): Step => {
      const computed = one.computed as Computed | null;
      return {
        id: `summary ${one.revision}`,
        at: one.at,
        what: state(one.event),
        part: say('partSummary'),
        by: one.officer ?? null,
        notes: (one.changes?.length ?? 0) > 0 ? [say('changedFields', { count: one.changes!.length })] : [],
        told: one.note ? [['', one.note]] : [],
        money:
          change(one.changeCents) ??
          (computed?.totalCents !== undefined ? say('owes', { money: cents(computed.totalCents) }) : null),
      };
    }),
    ...(liquidation?.history ?? []).map(
      (one): Step => ({
        id: `liquidation ${one.version}`,
        at: one.at,
        what: state(one.event),
        part: say('partLiquidation'),
        by: one.by,
        notes: [one.scheduledFor && say('scheduledFor', { day: day(one.scheduledFor) }), one.reference].filter(
          (note): note is string => Boolean(note),
        ),
        told: [one.reason, one.basis].flatMap((text) => (text ? [['', text] as const] : [])),
        money: change(one.changeCents),
      }),
    ),
  ];
}
