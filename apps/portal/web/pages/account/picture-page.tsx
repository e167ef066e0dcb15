import { Link as RouterLink } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { AccountPicture, Figures, FiguresOf, RolePicture } from '../../api/account';
import { useKnown } from '../../api/known';
import { Known, Skeleton } from '../../ui/known';
import { Link } from '../../ui/link';
import { When, useAge } from '../../ui/when';
import { WhenInView } from '../../ui/when-in-view';
import { useWords } from '../../words/language';
import { useFigures } from './figures';
import { AccountPage } from './frame';
import { useAccount } from './use-account';
import { accountWords } from './words';

const MonthsChart = lazy(() => import('./months-chart'));
const ROLES = ['importer', 'filer', 'carrier'] as const;
type RoleName = (typeof ROLES)[number];
const PLACES_SHOWN = 8;

/** What the account does across all ports: first what waits for it, then its figures. */
export default function PicturePage() {
  const say = useWords(accountWords);
  const { accountId } = useAccount();
  const picture = useKnown('account', 'GET /accounts/{accountId}/picture', { path: { accountId } });
  return (
    <AccountPage title={say('pictureTitle')} lead={say('pictureLead')}>
      <Known of={picture} rows={8}>
        {(told) => (
          <>
            <Waiting picture={told} />
            <Roles picture={told} />
          </>
        )}
      </Known>
    </AccountPage>
  );
}

/** What asks for something from the account now, each with where it is done. */
function Waiting({ picture }: { picture: AccountPicture }) {
  const say = useWords(accountWords);
  const { accountId, base } = useAccount();
  const unread = useKnown('account', 'GET /conversations', { query: { unread: true, limit: 200 } });
  const questions = useKnown('cee', 'GET /accounts/{accountId}/questions', {
    path: { accountId },
    query: { state: 'open' },
  });
  const all = ROLES.map((role) => picture[role].total);
  const most = (name: keyof Figures): number => Math.max(...all.map((figures) => figures[name]));
  const mine = (unread.data?.conversations ?? []).filter((one) => one.accountId === accountId).length;
  const requests = picture.papers.find(({ kind }) => kind === 'document request')?.open ?? 0;
  const things: readonly (readonly [count: number, words: string, act: ReactNode])[] = [
    [
      most('on_hold'),
      say('waitHold', { count: most('on_hold') }),
      <FilingsLink key="hold" search={{ state: 'hold' }}>
        {say('seeHold')}
      </FilingsLink>,
    ],
    [
      most('exams_open'),
      say('waitExam', { count: most('exams_open') }),
      <FilingsLink key="exam" search={{ state: 'exam' }}>
        {say('seeExam')}
      </FilingsLink>,
    ],
    [
      most('documents_open'),
      say('waitDocuments', { count: most('documents_open') }),
      <FilingsLink key="documents" search={{ state: 'documents required' }}>
        {say('seeDocuments')}
      </FilingsLink>,
    ],
    [
      requests,
      say('waitRequests', { count: requests }),
      <Link key="requests" to={`${base}/requests`}>
        {say('answerThem')}
      </Link>,
    ],
    [
      questions.data?.questions.length ?? 0,
      say('waitQuestions', { count: questions.data?.questions.length ?? 0 }),
      <Link key="questions" to={`${base}/requests`}>
        {say('answerThem')}
      </Link>,
    ],
    [
      mine,
      say('waitMessages', { count: mine }),
      <Link key="messages" to={`${base}/messages`}>
        {say('readThem')}
      </Link>,
    ],
    [
      most('filings_rejected'),
      say('waitRejected', { count: most('filings_rejected') }),
      <FilingsLink key="rejected" search={{ kind: 'rejected filing' }}>
        {say('seeRejected')}
      </FilingsLink>,
    ],
  ];
  const now = things.filter(([count]) => count > 0);
  return (
    <section aria-labelledby="waits">
      <h2 id="waits">{say('waitsTitle')}</h2>
      {now.length === 0 ? (
        <p className="pw-empty">{say('waitsNothing')}</p>
      ) : (
        <ul className="pw-waits">
          {now.map(([, words, act]) => (
            <li key={words}>
              <strong>{words}</strong> {act}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** To the list of filings, narrowed to what a figure counts. */
export function FilingsLink({ search, children }: { search: Readonly<Record<string, string>>; children: ReactNode }) {
  const { base } = useAccount();
  return (
    <RouterLink to={`${base}/filings` as never} search={search as never} className="usa-link">
      {children}
    </RouterLink>
  );
}

function Roles({ picture }: { picture: AccountPicture }) {
  const say = useWords(accountWords);
  const held = ROLES.filter((role) => picture[role].identifiers > 0);
  const [chosen, setChosen] = useState<RoleName | null>(null);
  const role = chosen ?? held[0];
  if (!role) return <p className="pw-empty">{say('noNumbers')}</p>;
  return (
    <section aria-labelledby="figures">
      <h2 id="figures">{say('figuresTitle')}</h2>
      <p className="pw-quiet">
        {say('asOf')} <When at={picture.asOf} />
      </p>
      {held.length > 1 && (
        <fieldset className="pw-roles">
          <legend>{say('figuresAs')}</legend>
          {held.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === role}
              className={`usa-button ${one === role ? '' : 'usa-button--outline'}`}
              onClick={() => setChosen(one)}
            >
              {say(`as_${one}`)}
            </button>
          ))}
        </fieldset>
      )}
      <RoleFigures role={role} picture={picture[role]} />
      {picture.notYetKnown.length > 0 && (
        <details>
          <summary>{say('notYetKnown')}</summary>
          <ul>
            {picture.notYetKnown.map(({ figure, why }) => (
              <li key={figure} lang="en">
                {figure}: {why}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function RoleFigures({ role, picture }: { role: RoleName; picture: RolePicture }) {
  const say = useWords(accountWords);
  const { number, dollars, cents, port, mode, country } = useFigures();
  const centers = useKnown('cee', 'GET /center-pages', {});
  const nameOfCenter = (code: string): string => centers.data?.centers.find(({ id }) => id === code)?.name ?? code;
  const age = useAge();
  const { total } = picture;
  const average = (seconds: number, of: number): string => (of === 0 ? say('noneYet') : age(seconds / of));
  const tiles: readonly (readonly [string, string, (string | undefined)?])[] =
    role === 'carrier'
      ? [
          [say('bills'), number(total.bills)],
          [say('billsArrived'), number(total.bills_arrived)],
          [say('onHold'), number(total.on_hold)],
        ]
      : [
          [say('entries'), number(total.entries), say('ofThemReleased', { count: total.released })],
          [say('timeToClear'), average(total.release_seconds, total.release_timed), say('average')],
          [
            say('examined'),
            number(total.examined),
            total.exams_ended > 0
              ? say('examsTook', { time: average(total.exam_seconds, total.exams_ended) })
              : undefined,
          ],
          [say('summaries'), number(total.summaries), say('ofThemLate', { count: total.late })],
          [say('goodsValue'), dollars(total.value_dollars)],
          [
            say('dutyAndFees'),
            cents(total.duty_cents + total.fee_cents),
            say('feesOfIt', { fees: cents(total.fee_cents) }),
          ],
        ];
  return (
    <>
      <dl className="pw-figures">
        {tiles.map(([name, value, note]) => (
          <div key={name} className="pw-figure">
            <dt>{name}</dt>
            <dd>
              <span className="pw-figure__value">{value}</span>
              {note && <span className="pw-quiet">{note}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {picture.byMonth.length > 0 && (
        <WhenInView>
          <Suspense fallback={<Skeleton rows={5} />}>
            <MonthsChart months={picture.byMonth} isCarrier={role === 'carrier'} />
          </Suspense>
        </WhenInView>
      )}
      <div className="pw-rankings">
        <Places title={say('byPort')} of={picture.byPort} name={port} search="port" isCarrier={role === 'carrier'} />
        <Places title={say('byMode')} of={picture.byMode} name={mode} search="mode" isCarrier={role === 'carrier'} />
        {role !== 'carrier' && (
          <>
            <Places
              title={say('byCenter')}
              of={picture.byCenter}
              name={(code) => nameOfCenter(code) || say('noCenter')}
              search="center"
            />
            <Places
              title={say('byCountry')}
              of={picture.byCountry}
              name={(code) => (/^[A-Z]{2}$/.test(code) ? country(code) : code || say('noCountry'))}
              search="country"
            />
          </>
        )}
      </div>
    </>
  );
}

/** How many by place, the most first, each leading to its records. */
function Places({
  title,
  of,
  name,
  search,
  isCarrier = false,
}: {
  title: string;
  of: readonly FiguresOf[];
  name: (value: string) => string;
  search: string;
  isCarrier?: boolean;
}) {
  const say = useWords(accountWords);
  const { number } = useFigures();
  const counted = of
    .map(({ value, figures }) => ({ value, count: isCarrier ? figures.bills : figures.entries }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  if (counted.length === 0) return null;
  const most = counted[0]!.count;
  return (
    <div>
      <h3>{title}</h3>
      <ul className="pw-shares">
        {counted.slice(0, PLACES_SHOWN).map(({ value, count }) => (
          <li key={value}>
            <span>
              <FilingsLink search={{ [search]: value }}>{name(value)}</FilingsLink>
            </span>
            <span className="pw-shares__count">{number(count)}</span>
            <meter min={0} max={most} value={count} aria-label={`${title}: ${name(value)}`} />
          </li>
        ))}
      </ul>
      {counted.length > PLACES_SHOWN && (
        <p className="pw-quiet">{say('andMore', { count: counted.length - PLACES_SHOWN })}</p>
      )}
    </div>
  );
}
