import type { DemoFile } from './launch';
import type { UnitStatus } from './unit';

/** Columns as wide as their widest cell. */
export function table(rows: readonly (readonly string[])[], indent = '  '): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        indent +
        row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd(),
    )
    .join('\n');
}

/** `14 s`, `3 min`, `2 h 5 min`: how long ago an instant was. */
export function ago(instant: string, now = Date.now()): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(instant)) / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function statusTable(units: readonly UnitStatus[], now = Date.now()): string {
  const rows = units.map((unit) => [
    unit.name,
    unit.state,
    unit.pid === null ? '-' : String(unit.pid),
    unit.address,
    ago(unit.since, now),
    String(unit.restarts),
    remark(unit, now),
  ]);
  return table([['NAME', 'STATE', 'PID', 'ADDRESS', 'SINCE', 'RESTARTS', ''], ...rows]);
}

function remark(unit: UnitStatus, now: number): string {
  if (unit.state === 'starting') return `has not answered for ${ago(unit.since, now)}`;
  if (unit.state === 'silent') return `runs, but has not answered for ${ago(unit.since, now)} and longer`;
  return unit.state === 'running' ? '' : unit.ending;
}

/** The one screen a person sees when the platform is up. */
export function welcome(
  demo: DemoFile,
  home: string,
  warnings: readonly string[],
  notOpen: readonly string[] = [],
): string {
  const accounts = demo.accounts.flatMap((account) => [
    [account.role, account.name, account.apiKeyPerson ?? '', speaksFor(account), account.apiKey],
    ...(account.people ?? []).map(({ name, role, apiKey }) => ['', '', name, role, apiKey]),
  ]);
  const accountService = demo.services['account'];
  const owned = demo.accounts.find(({ people }) => people?.some(({ role }) => role === 'owner'));
  const owner = owned?.people.find(({ role }) => role === 'owner');
  const broker = demo.accounts.find((account) => account.role === 'broker');
  const abi = broker?.abi ? `${broker.abi.site} / ${broker.abi.id} / ${broker.abi.password}` : '';
  const curl = `curl -sS -H 'Authorization: Bearer ${broker?.apiKey}'`;
  const filing = [
    [
      'File a cargo release',
      `${curl} -H 'Content-Type: text/plain' --data-binary @${home}/samples/cargo-release.abi ${demo.gateway}/abi`,
    ],
    ['Read the answers to it', `${curl} ${demo.gateway}/mailbox   (they take a second)`],
  ];
  const tries = [
    ...(broker ? filing : []),
    ['See what it takes', `${demo.gateway}/docs   (in a browser; as data: /openapi.json)`],
    ['See how the platform is', `${demo.gateway}/status   (in a browser; as data: /status/summary.json)`],
    ...(accountService && owned && owner
      ? [
          [
            "See an importer's people",
            `curl -sS -H 'Authorization: Bearer ${owner.apiKey}' ${accountService}/accounts/${owned.id}/people`,
          ],
          [
            'See all that it does',
            `curl -sS -H 'Authorization: Bearer ${owner.apiKey}' ${accountService}/accounts/${owned.id}/picture   (after the demo there is something in it)`,
          ],
        ]
      : []),
    ...(accountService && broker
      ? [
          ['See an invoice that CBP asked for', `${curl} '${accountService}/documents?contains=invoice'`],
          ...(demo.mail
            ? [
                [
                  'Send one by e-mail',
                  `${demo.mail}   (user ${broker.id}, password: the broker's key; to documents@localhost)`,
                ],
              ]
            : []),
        ]
      : []),
    ...(demo.person
      ? [['Sign in as a person', 'npm run sign-in   (in a browser; it prints the code of the moment)']]
      : []),
    ['Watch a whole shipment', 'npm run demo'],
    ['Replay a real outage', 'npm run drill -- 2019-04-18'],
    ['Kill a module meanwhile', 'npm run ctl -- kill entry   (and then: npm run ctl -- start entry)'],
  ];
  const others = Object.entries(demo.services).filter(
    ([name]) => !['gateway', 'status', 'port', 'account'].includes(name),
  );
  return [
    '',
    warnings.length === 0 ? 'Portway is up.' : 'Portway runs, but not all of it:',
    ...warnings.map((line) => `  ! ${line}`),
    '',
    ...(demo.portal ? ['Where to look, in a browser', table([['Pages', demo.portal]]), ''] : []),
    'Addresses',
    table([
      ['Gateway', demo.gateway],
      ['Status', demo.status],
      ['Port (for officers)', demo.port],
      ...(accountService ? [['Account (for account holders)', accountService]] : []),
      ...others.map(([name, url]) => [name, url]),
    ]),
    '',
    accounts.length > 0
      ? 'Demo accounts that are open (for officers: to whom the key was issued; API keys)'
      : 'No demo account is open yet',
    ...(accounts.length > 0 ? [table(accounts)] : []),
    ...(notOpen.length > 0 ? [`  Not open yet, and tried again until they are: ${notOpen.join(', ')}`] : []),
    ...(demo.person
      ? [
          `  Who can sign in (demo only): ${demo.person.name} of ${demo.person.account}, ${demo.person.email}, password "${demo.person.password}", authenticator secret ${demo.person.secret}`,
        ]
      : []),
    ...(abi ? [`  The first broker's ABI site / id / password: ${abi}`] : []),
    '',
    'What to try, in another terminal',
    table(tries.map(([what = '', how = '']) => [what, how])),
    '',
    `All of this as data: ${home}/demo.json    Logs: ${home}/logs/`,
    'Stop with Ctrl-C: services drain first, data is kept for the next start.',
    '',
  ].join('\n');
}

function speaksFor(account: DemoFile['accounts'][number]): string {
  const rights: [string, readonly string[]][] = [
    ['filer', account.filerCodes],
    ['importer', account.importerNumbers],
    ['SCAC', account.scacs],
    ['surety code', account.suretyCodes],
    ['ports', account.ports],
    ['trusted', account.trusted.map(({ program, tier }) => (tier === null ? program : `${program} tier ${tier}`))],
  ];
  return (
    rights
      .filter(([, values]) => values.length > 0)
      .map(([what, values]) => `${what} ${values.join(' ')}`)
      .join(', ') || account.kinds.join(', ')
  );
}
